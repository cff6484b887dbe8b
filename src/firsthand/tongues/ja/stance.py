"""Japanese cues of stance."""

CUES = {
    "denied": r"否定し|否認|反論|虚偽|事実無根",
    "negated": r"(?:い|され|し|で)?(?:ない|なかった|ません)",
    "alleged": r"疑い|とされる|主張し|訴え",
    "estimated": r"推定|推計|見積も|とみられ|と推測",
    "planned": r"計画|予定|方針|目指",
    "conditional": r"もし|場合|かもしれない|可能性",
    "reported": r"述べ|語っ|報じ|伝え|によると|によれば|発表|と言っ",
}  # fmt: skip
EDGES = r"[。！？]|、しかし|だが"
