"""Words and phrases that make a voice wait for a human, in Indonesian, Javanese and chat spelling.

A list never refuses anybody. Words that are also plain speech in a farming village stand here only inside a phrase, or
not at all: a stray dog, goat manure, a cricket farm, a driven well (sumur pantek) and a digger (bego) are no insults.
All entries are written as `holding.plain` writes a text: lower case, no digits for letters, no letter twice in a row.
"""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """Return the words of a line as a set."""
    return frozenset(words.split())


INSULTS = frozenset({
    "asu",
    "bacot",
    "bajingan",
    "bangsat",
    "brengsek",
    "cangkemu",
    "cocote",
    "cok",
    "dancok",
    "dancuk",
    "dongok",
    "gathel",
    "gendeng",
    "goblog",
    "goblok",
    "idiot",
    "jancok",
    "jancuk",
    "kampret",
    "keparat",
    "kimak",
    "kontol",
    "lonte",
    "memek",
    "ndasmu",
    "ngentot",
    "pekok",
    "pukimak",
    "sundal",
    "tolol",
})

INSULTING_PHRASES = (
    "anjing kau",
    "anjing koe",
    "anjing kowe",
    "anjing lo",
    "anjing lu",
    "babi kau",
    "babi lu",
    "bego banget",
    "bego semua",
    "bodoh banget",
    "bodoh semua",
    "dasar anjing",
    "dasar babi",
    "dasar bego",
    "dasar bodoh",
    "dasar maling",
    "dasar monyet",
    "dasar setan",
    "matamu picek",
    "mbahmu",
    "otak udang",
    "setan kau",
    "tai kucing",
    "tai lu",
    "wedus gembel",
)

THREATS = (
    "awas kamu",
    "awas kowe",
    "bakar rumahmu",
    "bakar rumahnya",
    "bunuh kamu",
    "bunuh kau",
    "saya bacok",
    "saya bunuh",
    "tak antemi",
    "tak bacok",
    "tak bunuh",
    "tak pateni",
    "tungu saja pembalasanku",
)

SPAM = (
    "agen resmi termurah",
    "bandar online",
    "bonus new member",
    "bunga rendah tanpa jaminan",
    "butuh dana cepat",
    "cair dalam hitungan menit",
    "dana tunai cepat",
    "dijamin untung",
    "gabung grup telegram",
    "jasa pinjaman",
    "jual akun",
    "jual folower",
    "judi online",
    "kerja dari rumah gaji",
    "kerja online gaji",
    "klik link",
    "klik tautan ini",
    "link di bio",
    "maxwin",
    "obat kuat",
    "obat pembesar",
    "open bo",
    "pasang iklan murah",
    "pelet ampuh",
    "penghasilan jutan per hari",
    "penglaris",
    "pesugihan",
    "pinjaman cepat",
    "pinjaman online",
    "pinjol",
    "promo terbatas",
    "selamat anda menang",
    "selamat anda terpilih",
    "situs gacor",
    "slot gacor",
    "slot online",
    "tanpa agunan",
    "tanpa bi checking",
    "togel",
)

# Short forms without a vowel that people write every day; they are words, not noise.
ABBREVIATIONS = word_set(
    "bgt blm bln bpk brp byk cm cpt cth dg dgn dll dpn dpt drmh drpd dr ds dsn gg gpp gr hp hr hrs jg jgn jl jln jmbtn "
    "jns jwb kbn kbnyk kcl kdg kdw kg kk klg klo kls km kmrn kmd knp kpd kpn krn krng krj ktp lbh lbr lg lgs lgsg lmpu "
    "lwt mbh mhn mk mlm msh mslh mtr nnt ny ntr org pak pbb pd pjg pjn pkk pkm pln plg plng pmrnth pmdk pny prlu psr "
    "ptr rb rmh rp rsk rt rw sblm sd sdh sdr sdkt sgt sj skr skrg slm sll slr smp smpe smg smp sd smk sma spt spy srg "
    "srng ssdh stlh stp tdk tgl thn thp tlg tlng tmn tmpt tp tpi trm trmksh trs trus tsb ttg ttp utk wc wkt wrg yg "
    "yth"
)

# Words of people who only try whether the box works.
TRIALS = word_set("cek cobain coba hai halo helo hello test tes testing tester percobaan ping")

KEYBOARD_RUNS = (
    "asdf",
    "dfgh",
    "fghj",
    "ghjk",
    "hjkl",
    "qwer",
    "wert",
    "rtyu",
    "yuio",
    "uiop",
    "zxcv",
    "xcvb",
    "cvbn",
    "vbnm",
)
