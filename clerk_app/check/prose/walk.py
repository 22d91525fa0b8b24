"""From a number to the words it counts: back over words that change nothing, or on to what follows it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerk_app.check.prose.clauses import Token
from clerk_app.form.speech import Facet, Topic

Tokens = Sequence[Token]
_BECAUSE = "因"
_IN_A_NONE = ("happens", "join", "none", "foreign")  # what may stand among the things that there are none of


@dataclass(frozen=True)
class Found:
    """Topics whose sum a number is (or that each have it: `each`), and the words (indexes of tokens) that name them.
    `examples` are those words, first and behind the last, that only say what it is made of."""

    topics: tuple[Topic, ...]
    facet: Facet | None
    first: int
    last: int
    each: bool = False
    examples: tuple[int, int] = (0, 0)


def before(tokens: Tokens, start: int, i: int, matter: str | None, base: Topic | None) -> Found | None:
    """What stands before the number `i` with nothing but light words between: 行政复议案件共〈1件〉.

    A word that says what became of the cases (办结) wins over one that only names the matter (申请). Where only the
    matter is named, nothing unknown may stand before it: 〈征地方面的〉申请3件 are some of the applications only.
    """
    behind_it = tokens[i + 1] if i + 1 < len(tokens) else None
    if behind_it and (behind_it.unknown or behind_it.is_("foreign") or behind_it.is_("narrow")):
        return None
    if i > start and tokens[i - 1].word.text.endswith("信息") and not tokens[i - 1].word.topics:
        return None  # 依申请公开信息3条: pieces of information, not applications
    matter = _matter_of(_run(tokens, i + 1)) or matter
    noun, general, facet, at = -1, -1, None, i - 1
    nearer = ""  # a matter named behind the noun: 复议〈起诉〉6件 are no 复议
    while at >= start and _passes(token := tokens[at]):
        facet = facet or token.word.facet
        topic = _topic(token, matter)
        if topic and not _is_noun(token):
            if not topic.general:
                at, topic = _narrower(tokens, start, at, topic, matter)
                return _unless(tokens, start, _joined(tokens, start, at, topic, facet, i))
            general = general if general >= 0 else at
        elif topic and noun < 0:
            noun = at
        elif token.word.some:
            return None  # 〈撤销〉申请2件
        elif noun < 0:
            nearer = nearer or token.word.matter
        at -= 1
    if general >= 0 and (topic := _topic(tokens[general], matter)):
        return _unless(tokens, start, _joined(tokens, start, general, topic, facet, i))
    if (noun < 0 and facet is None) or (noun >= 0 and nearer not in ("", tokens[noun].word.matter)):
        return None
    named = _topic(tokens[noun], matter) if noun >= 0 else None
    if named and named.money:
        if noun == start and _is_other(tokens, start - 1):  # 收取〈3项〉行政事业性收费2万元
            at = start - 2
            start = next((k + 1 for k in range(at, -1, -1) if tokens[k].quantity), 0)
            while at >= start and _passes(tokens[at]):
                at -= 1
        if at >= start and (verb := _takes(tokens, start, at)) >= 0:
            return Found((named,), facet, verb, i, examples=(verb, at + 1))
    if at >= start and not _begins(tokens, start, at, matter, facet=facet is not None):
        return None
    if noun < 0:
        return Found((base,), facet, at + 1, i) if base and facet and facet.of(base.cells) else None
    assert named is not None
    if facet and base and base.matter == named.matter:
        named = base
    return _unless(tokens, start, _joined(tokens, start, noun, named, facet, i))


def bare(tokens: Tokens, start: int, i: int, matter: str | None) -> Found | None:
    """A word that names a result only where nothing but other results stand before it: 〈公开〉8件、部分公开3件,
    公开和部分公开14件."""
    k = i - 1
    while k > start and tokens[k].is_("light") and not tokens[k].word.bare:
        k -= 1  # 公开〈的〉8件
    results = [k] if k >= start else []
    while results and results[0] - 2 >= start and tokens[results[0] - 1].is_("join"):
        results.insert(0, results[0] - 2)
    topics = [
        next((t for t in (*tokens[r].word.bare, *tokens[r].word.topics) if t.matter == matter), None) for r in results
    ]
    known = tuple(t for t in topics if t)
    named = any(tokens[r].word.bare for r in results)
    if not named or len(known) < len(topics) or any(not _starts(t) for t in tokens[start : results[0]]):
        return None
    return Found(known, None, results[0], i)


def _starts(token: Token) -> bool:
    """Whether a result may stand bare behind it: 其中〈公开〉8件, 一是, 、."""
    return token.is_("parts") or token.is_("join") or token.is_("each")


def behind(tokens: Tokens, i: int, matter: str | None, base: Topic | None) -> Found | None:
    """What stands behind the number: 其中〈3件〉予以公开. The matter alone (3件申请) says too little."""
    run = _run(tokens, i + 1)
    matter = _matter_of(run) or matter
    after = i + 1 + len(run)
    if after < len(tokens) and (tokens[after].unknown or tokens[after].quantity):
        return None
    facet = next((t.word.facet for t in run if t.word.facet), None)
    named = [(k, t) for k, token in enumerate(run) if (t := _topic(token, matter)) and not _is_noun(token)]
    last = next((k for k, t in reversed(named) if not t.general), named[-1][0] if named else -1)
    if last >= 0 and (topic := _topic(run[last], matter)):
        at, topic = _narrower(run, 0, last, topic, matter)
        return Found((topic,), facet, i, i + 1 + max(at, last))
    if facet and run and run[0].is_("belongs") and base and facet.of(base.cells):
        return Found((base,), facet, i, i + len(run))  # 17件〈属〉自然人申请
    return None


def listed(tokens: Tokens, matter: str | None) -> Mapping[int, Found | None]:
    """予以公开、部分公开分别为6件、2件: index of each number → its topic; None for all when they are not as many."""
    at = next((k for k, t in enumerate(tokens) if t.is_("respectively")), -1)
    if at < 0:
        return {}
    numbers = [k for k in range(at + 1, len(tokens)) if tokens[k].quantity]
    first = max((k + 1 for k in range(at) if tokens[k].quantity), default=0)
    rows: list[Found] = []
    for begin, end in _groups(tokens, first, at):
        matter = _matter_of(tokens[begin:end]) or matter
        named = [k for k in range(begin, end) if _topic(tokens[k], matter)]
        plain = [k for k in named if not _is_noun(tokens[k])] or named
        facet = next((t.word.facet for t in tokens[begin:end] if t.word.facet), None)
        topic = _topic(tokens[plain[-1]], matter) if plain else None
        if topic:
            rows.append(Found((topic,), facet, plain[-1], plain[-1]))
    if not rows:
        return {}  # 分别为予以公开6件、部分公开2件: each has its words beside it
    whole = len(rows) == len(numbers) and len(rows) == len(_groups(tokens, first, at))
    return {k: rows[n] if whole else None for n, k in enumerate(numbers)}


def _narrower(tokens: Tokens, start: int, at: int, topic: Topic, matter: str | None) -> tuple[int, Topic]:
    """The reason that stands before the group it belongs to: 因〈本机关不掌握〉相关信息无法提供2件."""
    for k in range(at - 1, start - 1, -1):
        if not _passes(tokens[k]):
            break
        other = _topic(tokens[k], matter)
        if other and set(other.cells) < set(topic.cells):
            return k, other
    return at, topic


def denied(tokens: Tokens, none: int, matter: str | None) -> Iterator[tuple[tuple[int, int], Topic]]:
    """The topics of which the clause says that there is none, each with the place of the words that say so.

    Nothing when a word narrows it (未发生〈超期〉答复, 〈如〉未收到), or when one of the words after is not known.
    """
    if narrowed(tokens[:none], "narrow", "compare") or not _subject(tokens[:none]):
        return
    rest = tokens[none + 1 :]
    if not all(_passes(t) or any(t.is_(s) for s in _IN_A_NONE) or t.quantity for t in rest):
        return
    if any(t.is_("none") and not before.is_("join") for before, t in zip(tokens[none:], rest, strict=False)):
        return  # 没有〈未〉受理的申请; but 零申请、零复议
    begin, end = none + 1, len(tokens)
    if all(t.is_("happens") or t.is_("light") for t in rest):  # 政府信息公开申请均未发生, 行政复议：无
        begin, end = 0, none
    found: list[tuple[int, Topic]] = []
    for first, last in _groups(tokens, begin, end):
        if any(t.is_("foreign") or t.unknown for t in tokens[first:last]):
            continue  # 未发生行政复议、〈举报申诉〉
        of = _matter_of(tokens[first:last]) or matter
        named = [(k, t) for k in range(first, last) if (t := _topic(tokens[k], of))]
        verbs = [(k, t) for k, t in named if not _is_noun(tokens[k])]
        attribute = any(k + 1 < last and tokens[k + 1].is_("of") for k, _ in verbs)  # 未收到〈的〉申请
        if any(not t.none for _, t in named) or attribute:
            return  # 未办结的申请
        if named:
            found.append((named[-1][0], verbs[0][1] if verbs else named[-1][1]))
    for k, topic in found:
        start, stop = sorted((tokens[none].start, tokens[k].start))
        yield (start, max(tokens[k].end, tokens[-1].end if stop != tokens[k].start else 0)), topic


def _subject(tokens: Tokens) -> bool:
    """Whether what stands before a “none” is nobody's but this organ's: 石桥湾镇, but not 房屋征收 or 3个部门."""
    unit = False
    for token in reversed(tokens):
        if token.quantity or (token.unknown and not unit):
            return False
        unit = token.is_("unit") or (token.unknown and unit)
    return True


def narrowed(tokens: Tokens, *senses: str) -> bool:
    return any(not t.word.senses.isdisjoint(senses) for t in tokens)


# ---- single words


def _passes(token: Token) -> bool:
    """Whether a word between a number and its topic changes nothing; a bracket does not."""
    return token.word.passes or token.bracket


def _is_noun(token: Token) -> bool:
    """A word that names the matter itself (申请, 行政复议): it gives way to one that says what became of it."""
    return bool(token.word.matter)


def _topic(token: Token, matter: str | None) -> Topic | None:
    """The topic of a word in the matter that is spoken of."""
    of = token.word.matter or matter
    return next((t for t in token.word.topics if t.matter == of), None)


def _matter_of(tokens: Tokens) -> str:
    """The matter that the last of these words names; empty when none does."""
    return next((t.word.matter for t in reversed(tokens) if t.word.matter), "")


def _run(tokens: Tokens, start: int) -> Tokens:
    """The words from `start` that change nothing."""
    end = start
    while end < len(tokens) and _passes(tokens[end]):
        end += 1
    return tokens[start:end]


def _groups(tokens: Tokens, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between 、 and 和."""
    result: list[tuple[int, int]] = []
    begin = start
    for k in range(start, end + 1):
        if k == end or tokens[k].is_("join"):
            if k > begin:
                result.append((begin, k))
            begin = k + 1
    return result


def _begins(tokens: Tokens, start: int, at: int, matter: str | None, *, facet: bool) -> bool:
    """Whether a matter may begin behind this word: after 全市, 其中自然人, or joined to a number or a topic."""
    token = tokens[at]
    if token.is_("join"):
        return at == start or tokens[at - 1].quantity is not None or _topic(tokens[at - 1], matter) is not None
    return token.is_("wide") or token.is_("past") or token.date or (token.is_("parts") and facet)


def _is_other(tokens: Tokens, k: int) -> bool:
    """Whether a number of things that no table counts stands there: 3项."""
    return k >= 0 and (quantity := tokens[k].quantity) is not None and quantity.kind == "other"


def _takes(tokens: Tokens, start: int, at: int) -> int:
    """The index of the verb that takes in the whole of what the words up to `at` are examples of:
    〈收取〉不动产登记费等行政事业性收费. Less than 0 where there is none, or where it may be another's or be denied."""
    if not tokens[at].is_("such"):
        return -1
    verb = next((k for k in range(at - 1, start - 1, -1) if tokens[k].is_("takes")), -1)
    return verb if all(_passes(t) or t.date or t.is_("wide") or t.is_("present") for t in tokens[start:verb]) else -1


def _joined(tokens: Tokens, start: int, at: int, topic: Topic, facet: Facet | None, i: int) -> Found:
    """The topic with those joined before it: 行政复议〈和〉行政诉讼共3件; each for itself when 均 stands between."""
    topics, first, k = (topic,), at, at - 1
    while True:
        k = _back(tokens, start, k)
        if k <= start or not tokens[k].is_("join"):
            break
        k = _back(tokens, start, k - 1)
        other = _topic(tokens[k], topic.matter)
        if other is None or other in topics:
            break
        if set(other.cells).isdisjoint(c for t in topics for c in t.cells):  # 收到〈和〉办理 count the same cases
            topics = (other, *topics)
        first, k = k, k - 1
    return Found(topics, facet, first, i, each=any(t.is_("each") for t in tokens[at:i]))


def _back(tokens: Tokens, start: int, k: int) -> int:
    """The index before `k` that is no word without meaning of its own."""
    while k > start and _passes(tokens[k]) and not tokens[k].word.topics:
        k -= 1
    return k


def _unless(tokens: Tokens, start: int, found: Found) -> Found | None:
    """Nothing where a word before says that the topic is not meant: 办理行政复议 are another organ's cases, but not
    办理〈因〉政府信息公开引起的行政复议."""
    unless = {w for t in found.topics for w in t.unless}
    words = [t.word.text for t in tokens[start : found.first]]
    return None if unless.intersection(words) and _BECAUSE not in words else found
