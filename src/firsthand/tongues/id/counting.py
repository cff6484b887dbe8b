"""How Indonesian counts: number words, scales, bounds, cues."""

from firsthand.tongues.counting import CountingWords

WORDS = CountingWords(
    numbers={w: n for n, w in enumerate(["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas"])} | {"seratus": 100, "seribu": 1000, "belas": 10, "sejuta": 10**6},
    scales={"puluh": 10, "ratus": 100, "ribu": 1000, "rb": 1000, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "triliun": 10**12, "lusin": 12},
    magnitudes={"puluhan": 0, "ratusan": 100, "ribuan": 1000, "puluhan ribu": 10**4, "ratusan ribu": 10**5, "jutaan": 10**6, "puluhan juta": 10**7, "ratusan juta": 10**8, "beberapa ratus": 100, "beberapa ribu": 1000, "beberapa juta": 10**6},
    thousands=". ", decimal=",",
    before={"at_least": ("setidaknya", "sedikitnya", "paling sedikit", "lebih dari", "sekurang-kurangnya", "minimal", "tidak kurang dari", "di atas"), "at_most": ("hingga", "sampai", "paling banyak", "maksimal", "kurang dari", "tidak lebih dari", "sebanyak-banyaknya"), "about": ("sekitar", "kira-kira", "kurang lebih", "hampir", "diperkirakan", "mendekati", "kisaran", "lebih kurang")},
    after={"at_least": ("atau lebih", "lebih"), "at_most": ("atau kurang",)},
    between=(("antara", "dan"), ("antara", "hingga"), ("dari", "hingga"), ("dari", "sampai")), to=("hingga", "sampai", "-", "–", "atau"), out_of=("dari",), more=("lagi", "tambahan", "lainnya"),
    stop=frozenset(["di", "ke", "dari", "pada", "dalam", "dengan", "untuk", "oleh", "tanpa", "yang", "dan", "atau", "tetapi", "adalah", "ialah", "telah", "sudah", "akan", "sedang", "tidak", "ini", "itu", "para", "bahwa", "karena", "sejak", "selama", "antara", "menurut", "sebagai", "juga", "ditahan", "tewas", "meninggal"]),
    joins=("dan", "atau"), people=frozenset(["orang", "pria", "wanita", "laki-laki", "perempuan", "anak", "warga", "penduduk", "tibet", "uighur", "demonstran", "pengunjuk", "tahanan", "narapidana", "polisi", "korban", "kematian", "muslim", "sipil", "jiwa"]),
    plurals=frozenset(["orang", "warga", "penduduk", "sampel", "profil", "kasus", "kematian", "jiwa", "anggota"]),
    not_after=r"(?:\b(?:pasal|halaman|hal\.|nomor|no\.|bab|tabel|fase|covid|tahun|sejak|tanggal|januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember|usia|berusia|pukul|ke)|[§#№/@-]|(?<=\d):)\s{0,2}$",
    not_before=r"\s(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober|november|desember)\b|\s?tahun\b|[:/]\d",
    target=r"\b(?:akan|berencana|rencana|target|harus|bertujuan)\b", not_done=r"\b(?:tidak|belum|bukan)\b", stock=r"\b(?:ditahan|dipenjara|masih)\b", cumulative=r"\b(?:total|sejauh ini|sejak)\b",
    percent=("%", "persen"),
)  # fmt: skip
