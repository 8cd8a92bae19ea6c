# SPDX-License-Identifier: Apache-2.0
"""Words that say little about which need is meant: grammar, courtesy and asking, in Indonesian and Javanese."""

from __future__ import annotations

_GRAMMAR = """
    ada adalah agar akan aku al antara apa apakah atas atau bagi bagaimana bahwa baru beberapa begitu belum
    berada biar bila bisa boleh buat bukan cuma dalam dan dapat dari daripada dengan di dia dong dulu gak ga
    hanya harus hingga ini itu iya jadi jangan jika juga kak kalau kalo kami kan kapan karena kata ke kepada
    kini kita kok lagi lah lalu lebih maka masih mau melalui memang menjadi menuju mereka meski namun nih nya
    oleh pada padahal paling para per pernah pokoknya punya sama sampai sangat saat saja saya se sebagai
    sebagian sebelum sebuah sedang sehingga sejak sekali sekarang sekitar selalu selama seluruh semua sendiri
    sepanjang seperti sering serta sesudah setelah setiap siapa sih soal suatu sudah supaya tapi telah tempat
    tentang terhadap terlalu ternyata tersebut terus tetap tiap tidak tinggi tdk untuk utk udah udh ujung wae
    waktu walau ya yaitu yakni yang yg dgn dg sdh blm krn jd bs jg aja kayak kyk kondisi keadaan volume ukuran
    arah bagian wilayah panjang tebal
"""
_JAVANESE = """
    lan karo kaliyan sing ingkang iki niki iku kuwi niku kae ono ana wonten ora mboten ra gak wis wes sampun
    durung dereng isih tasih nek yen menawi neng ning nang mring marang saka seko saking kanggo kangge nggo dadi
    dados arep ajeng kudu kedah iso saged awake kabeh sedoyo sedaya nemen banget sanget tenan mung namung wae
    mawon rek lho to tho yo nggih njih menyang mrene kene tak aku ing akeh ben
"""
_COURTESY = """
    mohon moga semoga tolong tulung minta pinta usul usulan usulkan mengusulkan diusulkan ajukan ajuan harap
    harapan ingin pengen pengin pingin perlu butuh nyuwun njaluk kersa mbok monggo ndang segera cepat cpt
    secepatnya kasih beri diberi dikasih terima makasih matur nuwun suwun maaf pak bapak bpk bu ibu mas mbak
    mbah bang om kang lurah kakam kades kepala kepalo bupati camat pemerintah warga masyarakat rakyat
    assalamualaikum salam selamat pagi siang sore hormat yth darurat perhatian diperhatikan perhatikan adanya
    izin ijin lapor laporan tunggu ditunggu kabar kabarnya kabare enteni tlg tlong trims trim kulanuwun sewu
    swastyastu sejahtera demikian ucapkan didengar ditindaklanjuti dipikirkan dicatat disampaikan min admin
    kader diwenehi wenehi
"""

STOP_WORDS = frozenset(f"{_GRAMMAR} {_JAVANESE} {_COURTESY}".split())

# Words that hardly tell two needs apart on their own; they count half.
GENERAL_WORDS = frozenset((
    *("baik", "bangun", "bantu", "jalan", "kampung", "lanjut"),
    *("lewat", "program", "rehab", "rusak", "tambah", "tingkat"),
))
