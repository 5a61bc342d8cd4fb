"""The words that say that something is said: general English, by what follows them.

Each verb has a class and the complements that hold its content:

    c  a clause, also before the cue, and a quotation
    n  a noun phrase
    i  an infinitive of the source's own ("vowed to appeal")
    o  an object with what is said of it ("called the ruling unfair", "urged both to stop")
    p  the prepositions listed with it ("warned of", "accused them of")
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum


class Act(StrEnum):
    """What a cue does."""

    SAY = "say"
    SHOW = "show"
    DENY = "deny"
    THINK = "think"
    WANT = "want"
    REFUSE = "refuse"
    ATTITUDE = "attitude"


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb of saying or thinking takes its content."""

    act: Act
    takes: str
    prepositions: frozenset[str] = frozenset()


def words(line: str) -> frozenset[str]:
    """Give the words of a line as a set."""
    return frozenset(line.split())


def _entries() -> dict[str, Verb]:
    rows: list[tuple[Act, str, str, str]] = [
        # act, complements, prepositions, lemmas
        (Act.SAY, "c", "", "say add reply respond retort quip joke remark reiterate counter"
         " shout yell scream whisper mutter interject muse gush"
         " text tweet email continue chime intone sigh laugh grin shrug"
         " opine blog conclude enthuse deadpan rejoin snap snarl growl gasp giggle chuckle"),
        (Act.SAY, "c", "", "observe comment recall remember recount stipulate"),
        (Act.SAY, "cn", "", "claim stress allege announce proclaim disclose reveal confirm concede"
         " acknowledge admit confess predict forecast cite outline reaffirm"),
        (Act.SAY, "c", "", "note state explain mention emphasize emphasise underline underscore"
         " point assert contend maintain declare reckon highlight reiterate repeat post write"
         " testify rule clarify elaborate specify report detail warrant attest affirm"
         " lament speculate hint imply signal project calculate allow"
         " insist swear suggest read reason profess"),
        (Act.SAY, "co", "", "tell inform remind assure notify brief reassure convince"),
        (Act.SAY, "cin", "", "promise pledge"),
        (Act.SAY, "ci", "", "vow threaten agree offer"),
        (Act.SAY, "cp", "of against about", "warn complain boast speak caution"),
        (Act.SAY, "cp", "for against", "argue"),
        (Act.SAY, "p", "of for", "accuse suspect"),
        (Act.SAY, "pn", "for on", "blame"),
        (Act.SAY, "o", "for", "fault"),
        (Act.SAY, "o", "of for with to", "charge credit"),
        (Act.SAY, "cno", "at", "put estimate"),
        (Act.SAY, "o", "as on for", "call"),
        (Act.SAY, "o", "to for against", "appeal plead"),
        (Act.SAY, "o", "as", "call describe label brand dub characterize characterise denounce"
         " hail term portray depict slam blast condemn identify"),
        (Act.SAY, "con", "", "urge recommend propose demand"),
        (Act.SAY, "co", "", "advise instruct order ask encourage implore"),
        (Act.SHOW, "cn", "", "show find indicate demonstrate suggest"),
        (Act.DENY, "cni", "", "deny dispute refute rebut"),
        (Act.DENY, "no", "as", "reject dismiss contest contradict disavow"),
        (Act.THINK, "c", "", "believe think suspect guess assume reckon figure doubt feel"
         " imagine suppose presume anticipate conclude worry wonder fear"),
        (Act.THINK, "cion", "", "expect"),
        (Act.THINK, "ci", "", "hope"),
        (Act.WANT, "i", "", "want plan intend aim hope wish seek prefer"),
        (Act.WANT, "p", "for", "long"),
        (Act.ATTITUDE, "n", "", "criticize criticise praise endorse support oppose favor favour"
         " welcome mock attack defend question applaud decry blast tout back assail bemoan"
         " challenge discuss"),
    ]  # fmt: skip
    entries: dict[str, Verb] = {}
    for act, takes, prepositions, lemmas in rows:
        for lemma in lemmas.split():
            entries.setdefault(lemma, Verb(act, takes, words(prepositions)))
    return entries


VERBS = _entries()

# Verbs that a sentence may end with, or be broken by: "…, the ministry said".
PARENTHETICAL = words(
    "say add tell report write claim note state explain announce declare argue insist warn"
    " recall reply respond show find suggest indicate believe think reckon estimate predict"
    " admit concede acknowledge confirm allege contend maintain assert stress caution observe"
    " remark comment testify reveal read conclude hope fear quip joke point remind inform ask"
    " complain boast promise vow hear see forecast project assure record continue text tweet post"
    " remember muse speculate feel rule emphasise emphasize hint learn understand"
)

# Only what they govern tells whether these speak: refusals.
REFUSALS = words("decline refuse")
SILENCE = words(
    "reply return endorse comment say tell respond discuss disclose reveal confirm name identify"
    " elaborate answer estimate specify address speculate"
)

# Nouns of saying with a clause or a "from"/"by" phrase.
NOUNS = words(
    "claim warning accusation allegation statement report suggestion assertion complaint"
    " announcement admission argument belief view opinion fear concern hope promise pledge vow"
    " threat prediction estimate denial insistence assurance finding conclusion testimony"
    " confession remark comment declaration ruling verdict demand proposal call"
    " recommendation reminder acknowledgment acknowledgement contention speculation rumor rumour"
    " observation question criticism charge plan"
)

DOCUMENTS = words(
    "report study survey poll document filing statement paper research data figure statistic"
    " record letter email memo memorandum lawsuit suit complaint indictment affidavit transcript"
    " image picture photograph photo video footage analysis review audit article book bulletin"
    " release communique communiqué post tweet message notice website site account map chart"
    " trial experiment investigation inquiry census dossier minute will diary log printout"
    " note order opinion ruling judgment judgement verdict resolution bill law treaty agreement"
    " contract text sign poster placard banner headline obituary inscription result test"
    " forecast model petition brief manual guideline warrant autopsy estimate number index"
    " datum update disclaimer application guidance advisory questionnaire"
    " leaflet script interview tape recording screenshot ad advertisement editorial column"
    " manifest register registry ledger logbook roster invoice certificate"
)

PEOPLE = words(
    "master mistress mate spokesman spokeswoman spokesperson official officer minister president"
    " chairman chairwoman chair chief head director secretary leader manager governor mayor"
    " senator congressman congresswoman representative lawmaker deputy adviser advisor aide"
    " analyst expert economist professor researcher scientist doctor nurse surgeon lawyer attorney"
    " prosecutor judge justice sheriff detective inspector constable sergeant captain colonel"
    " general major commander lieutenant admiral brigadier soldier fighter witness resident"
    " neighbour neighbor owner founder executive ceo boss coach trainer player striker midfielder"
    " goalkeeper defender referee author writer poet actor actress singer musician producer artist"
    " critic editor reporter journalist columnist correspondent anchor teacher headteacher"
    " principal student pupil parent mother father son daughter brother sister wife husband widow"
    " widower uncle aunt cousin grandmother grandfather friend colleague driver pilot farmer"
    " fisherman worker miner trader banker investor broker strategist biologist chemist physicist"
    " historian geologist ecologist engineer architect ambassador envoy diplomat negotiator"
    " mediator candidate nominee councillor councilor councilman councilwoman commissioner"
    " superintendent premier chancellor king queen prince princess pope bishop archbishop priest"
    " imam rabbi pastor reverend vicar activist campaigner organiser organizer volunteer source"
    " insider person man woman boy girl teenager child victim survivor defendant plaintiff suspect"
    " juror coroner magistrate barrister solicitor counsel paramedic firefighter ranger guard"
    " skipper sailor curator librarian archivist chef baker shopkeeper landlord tenant passenger"
    " commuter customer shopper fan supporter voter protester rebel militant insurgent veteran"
    " undersecretary treasurer speaker whip secretary-general clerk consultant partner programmer"
    " developer designer dealer auctioneer vet gardener arbitrator meteorologist forecaster"
    " astronomer psychologist sociologist linguist mathematician statistician virologist"
    " epidemiologist oncologist cardiologist psychiatrist therapist pharmacist dentist midwife"
    " carer caretaker steward organist composer conductor soprano tenor comedian dancer presenter"
    " host broadcaster novelist biographer playwright publisher agent winner loser champion rival"
    " runner swimmer cyclist jockey batsman bowler quarterback pitcher umpire physio scout auditor"
    " trooper comptroller controller provost dean registrar marshal co-founder co-author winger"
    " spokespeople people folk someone somebody anyone mp mep msp tánaiste taoiseach pm cfo coo"
    " cto democrat republican lawman medic carpenter plumber electrician builder roofer decorator"
    " painter plasterer butcher barber hairdresser waiter waitress bartender bricklayer welder"
    " mechanic courier teller cashier showrunner choreographer screenwriter filmmaker photographer"
    " cinematographer deckhand bosun lifeguard beekeeper shepherd rancher logger trucker retiree"
    " pensioner newcomer lineman postman dispatcher headmaster headmistress lecturer"
)

# Heads of descriptions that stand for a body, not for a person.
BODIES = words(
    "ministry government department agency office police army navy force council court company"
    " firm group party union association federation federation committee commission bank board"
    " body organisation organization charity institute university college school hospital"
    " observatory monitor centre center authority bureau administration embassy mission network"
    " coalition alliance front movement militia parliament congress senate house club team"
    " newspaper paper magazine station channel broadcaster outlet media agency regulator watchdog"
    " manufacturer maker producer airline carrier operator utility brigade service trust"
    " foundation society league tribunal jury panel cabinet kremlin city county state"
    " corporation bloc campaign guard command headquarters chamber faction insurgency"
    " think-tank tank pollster startup start-up lab laboratory museum gallery theatre church"
    " brewery retailer fund lender insurer carmaker automaker chipmaker drugmaker platform"
    " chain supermarket bakery developer consortium syndicate bureau"
    " coastguard crew defence defense prosecution republic kingdom district municipality village"
    " town military leadership presidency treasury"
)

# What comes or is given where no speaker is named: "came the reply", "was his answer".
ANSWERS = words("reply answer response retort rejoinder comeback")

TITLES = words(
    "mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev reverend gov governor"
    " sen senator rep cllr councillor councilor capt captain col colonel gen general brig"
    " brigadier lt lieutenant maj major cmdr commander sgt sergeant det detective supt"
    " superintendent insp inspector pc constable adm admiral judge justice president minister"
    " secretary mayor sheriff chancellor pope king queen prince princess fr father sister"
    " ambassador coach chief hon honourable honorable con dc ds di dci dcs pcso cpl pvt cdr"
)

KIN = words(
    "mother father son daughter brother sister wife husband widow widower uncle aunt cousin"
    " grandmother grandfather grandson granddaughter niece nephew partner fiancee fiance"
    " stepmother stepfather stepson stepdaughter twin"
)

MALE = words(
    "mr sir lord he him his himself spokesman chairman congressman councilman father son brother"
    " husband widower uncle grandfather king prince pope priest man boy businessman fisherman"
    " policeman actor headmaster gentleman grandson nephew shri alhaji mallam encik herr monsieur"
)
FEMALE = words(
    "mrs ms miss dame lady baroness she her hers herself spokeswoman chairwoman congresswoman"
    " councilwoman mother daughter sister wife widow aunt grandmother queen princess woman girl"
    " businesswoman policewoman actress headmistress granddaughter niece madam madame smt hajia"
    " hajiya alhaja puan frau"
)


_TRADE = re.compile(r"(?:ologist|ist|ician|grapher|woman|sman|person|maker|holder)$")


def is_person(word: str) -> bool:
    """Tell whether a noun in lower case is what somebody is: known, or by its ending."""
    return word in PEOPLE or word in KIN or bool(_TRADE.search(word))


def verb(lemma: str) -> Verb | None:
    """Look a verb up by its lemma; None where it says nothing by itself."""
    return VERBS.get(lemma)
