# SPDX-License-Identifier: Apache-2.0
"""Words that mean the same when a village talks about its needs: abbreviations, spellings, Javanese and trade words.

On the left the word that stands for all, which may be two words; on the right the others. Words that Indonesian grammar
makes of each other (rusak, kerusakan) are left to the stemmer, unless it is known to go wrong with them.
"""

from __future__ import annotations

from types import MappingProxyType

_GROUPS = {
    # Roads
    "jalan": "jln jl jlan jaln dalan ndalan ruas",
    "gang": "gg lorong",
    "tani": "tandur",
    "usaha tani": "jut usahatani",
    "aspal": "hotmix hotmik hotmiks lapen ngaspal",
    "cor": "ngecor dicor pengecoran rabat rabatan rabatbeton beton rigid rigit rijit rigidbeton",
    "onderlagh": "onderlag onderlaag onderlak onderlakh ondrlagh underlagh underlag telford telfod tellpot telpot",
    "lubang": "lobang bolong mbolong bolongan kubangan kubang jeglong jeglongan jeglugan gronjal",
    "licin": "lunyu mblenyek becek jembrot",
    "lebar": "diperlebar ombo",
    "tikungan": "enggokan menggok menggokan",
    "pertigaan": "simpang persimpangan simpangan prapatan perempatan protelon pertelon simpangtiga",
    # Water, ditches and bridges
    "selokan": "got siring parit drainase drainasi drainese drinase dranase kalenan comberan",
    "gorong": "goronggorong duiker dueker",
    "jembatan": "jmbatan kreteg kretek brug penyeberangan",
    "talud": "talut turap",
    "bronjong": "beronjong",
    "irigasi": "pengairan",
    "sungai": "kali lepen",
    "kolam": "blumbang",
    "embung": "waduk tampungan",
    "air": "banyu toya",
    "sumur": "sumurbor bor ngebor pengeboran",
    "kering": "asat kemarau ketigo",
    "banjir": "genang kelep kerendem kerendam terendam",
    "hujan": "udan ujan musimhujan rendeng",
    "longsor": "ambrol gogos erosi terkikis",
    "ambles": "amblas ambleg amblong anjlok amblek jugrug",
    "mampet": "tersumbat sumbat buntu mampat",
    "wc": "mck jamban kakus toilet",
    "pamsimas": "pansimas kpspams spam",
    # Buildings and places
    "musala": "mushola musholla mushalla musolla musola langgar surau",
    "masjid": "mesjid mejid",
    "balai": "bale gedungserbaguna",
    "sekolah": "skolah",
    "sd": "sdn",
    "paud": "tk tpa",
    "puskesmas": "puskes pustu poskesdes",
    "posyandu": "posiandu",
    "ronda": "poskamling kamling siskamling",
    "lapangan": "lapngan",
    "makam": "kuburan pemakaman",
    "rumah": "omah griya rmh",
    "sawah": "sabin",
    "kebun": "kebon ladang umbul",
    "pasar": "peken",
    "warung kopi": "warkop",
    "kampung": "kampong kmpung desa deso pekon kelurahan",
    "depan": "dpn ngarep ngajeng muka",
    "belakang": "blkg mburi blakang",
    "dekat": "dkt deket cedak cedhak cerak sebelah jejer",
    # Light, signal
    "lampu": "penerangan solarcell tenagasurya",
    "lampu jalan": "pju lpju",
    "listrik": "pln setrum",
    "gelap": "peteng petengan",
    "sinyal": "signal tower",
    "internet": "wifi",
    # Health, school, farming, living
    "sakit": "gering lara",
    "demam": "dbd fogging pengasapan",
    "anak": "bocah lare",
    "perempuan": "wanita wedok",
    "lansia": "jompo manula",
    "disabilitas": "difabel cacat tunanetra tunarungu tuli",
    "bibit": "benih winih",
    "pupuk": "rabuk",
    "kambing": "wedhus wedus",
    "sapi": "lembu",
    "pelatihan": "latihan kursus bimtek",
    "sampah": "uwuh rosok",
    "singkong": "tela telo ketela ubi",
    "debu": "bledug bledhug",
    "murah": "mirah",
    "harga": "rega",
    # What is wrong and what is asked
    "rusak": "rsk hancur ancur bosok jebol remuk ajur parah",
    "roboh": "ambruk rubuh doyong",
    "baik": "benerin dibenerin benahi dibenahi pembenahan dandan dandani didandani ndandani tambal ditambal servis",
    "rehab": "rehabilitasi renovasi direnovasi bedah dibedah",
    "bangun": "bikin dibikin bikinkan buatkan dibuatkan mbangun gawe gawekke",
    "ganti": "ijol",
    "keras": "pengerasan",
    "tambah": "penambahan nambah",
    "takut": "wedi ngeri",
    "jatuh": "ceblok kecelakaan celaka",
    "motor": "sepedamotor honda montor",
    "truk": "truck trek fuso",
    "lewat": "liwat melintas dilalui lalui",
    "malam": "mbengi bengi dalu",
}

SYNONYMS = MappingProxyType({other: word for word, others in _GROUPS.items() for other in others.split()})
