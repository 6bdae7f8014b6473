"""The cues that say what a figure covers and whether it happened, as rows: an effect, a direction, a reach, the phrases."""

from __future__ import annotations

from dataclasses import dataclass

FORWARD, BACKWARD, BOTH = "forward", "backward", "both"


@dataclass(frozen=True, slots=True)
class Cue:
    """`effect`: a Scope or Realis word. It reaches `direction` from where it stands, `reach` tokens far, up to a stop."""

    name: str
    words: tuple[str, ...]
    effect: str
    direction: str
    reach: int = 40


def _rows(effect: str, direction: str, name: str, phrases: str, reach: int = 40) -> list[Cue]:
    return [Cue(name, tuple(p.strip().split()), effect, direction, reach) for p in phrases.split("|")]


CUES: tuple[Cue, ...] = tuple(
    _rows("hypothetical", FORWARD, "condition", "if | unless | in case | in the event | what if | as if | whether", 15)
    + _rows("hypothetical", FORWARD, "thought", "thought he | thought she | thought they | thought i | thought we | did not believe | didn't believe | do not believe"
            " | don't believe | does not believe | doesn't believe", 6)
    + _rows(
        "hypothetical", FORWARD, "threat",
        "threatened to | threatening to | threatens to | threat to | threats to | plot to | plotted to | plotting to | plans to | planned to"
        " | planning to | conspiracy to | conspired to | conspiring to | intended to | intending to | intends to | vowed to | vows to"
        " | vow to | wanted to | wants to | hoped to | hoping to | aimed to | aiming to | ordered to | designed to | capable of"
        " | enough to | sought to | seeking to | bid to | prepared to | preparing to | ready to | bounty for | attempted to | attempting to"
        " | attempt to | tried to | trying to | failed to | conspiracy | plotting | plot | threatened with | urged | calling for | called for",
        12)
    + _rows("hypothetical", FORWARD, "forecast",
            "expected to | likely to | forecast to | estimated to | projected to | predicted | predicts | forecast | potentially"
            " | would have | could have | at risk of | risk of | scenario | simulation | simulating | simulated | drill | assumed an | assumes | assumed a | imagines | imagined | rehearses | rehearsed"
            " | mock | fictional | tv series | video game", 20)
    + _rows("hypothetical", FORWARD, "played", "played the part of | played the parts of | playing the part of | playing the parts of | play the part of | play the parts of | played the role of"
            " | played the roles of | posing as | posed as | pretended to be | pretending to be", 8)
    + _rows("hypothetical", FORWARD, "forecast", "expecting | expects | braces for | bracing for", 1)
    + _rows("hypothetical", BACKWARD, "drill", "drill | simulation | exercise scenario | in the film | in the movie | in the series | in season", 30)
    + _rows("hypothetical", BACKWARD, "speaker", "me included | myself included | including me | including myself", 12)  # who says that he died out there
    + _rows("hypothetical", FORWARD, "unknown", "not known whether | not clear whether | unclear whether | unclear if | not known if | unclear how many | not clear if | no word on whether | not immediately clear", 15)
    + _rows("hypothetical", FORWARD, "averted", "prevented | averted | avoid | avoided | averting | preventing | without | escaped | survived | surviving | survive", 4)
    + _rows("feared", FORWARD, "feared", "believe all | think all | feared | fears | fearing | presumed | feared to | believed dead | believed to be dead | thought dead | thought to be dead"
            " | believed to have | thought to have | feared to have | presumed to have | believed killed | presumed to | may have been | may have | might have been | could have been buried", 6)
    + _rows("feared", BACKWARD, "feared", "feared dead | feared killed | presumed dead | feared drowned", 3)
    + _rows("feared", BOTH, "given up", "up for dead | given for dead | taken for dead", 6)
    + _rows("hypothetical", BOTH, "alive", "left for dead", 6)
    + _rows("hypothetical", FORWARD, "anybody", " | ".join(f"{know} {who} who" for know in "know knows knew known".split() for who in ("somebody", "someone", "a person")), 3)
    + _rows("hypothetical", BOTH, "idiom", "died a thousand deaths | die a thousand deaths | dies a thousand deaths", 4)
    + _rows("denied", FORWARD, "denied", "denied that | denied killing | denied reports | denies that | denies | rejected claims | rejects claims | rejected reports | rejects reports | rejected allegations | rejected suggestions | dismissed reports | dismisses reports | dismissed claims | refuted reports | refuted claims | denied having | denied", 15)
    + _rows("denied", FORWARD, "denied", " | ".join(
            f"{verb} {how}" for verb in "rejected rejects dismissed dismisses refuted refutes".split()
            for how in ("a claim", "the claim", "a report", "the report", "a rumour", "a rumor", "as false", "as untrue", "as fabricated", "as baseless", "as propaganda", "as a lie")), 15)
    + _rows("denied", FORWARD, "denied", "despite reports | despite claims | despite rumours | despite rumors | contrary to reports | false reports | false rumours"
            " | false rumors | unfounded reports | rumours that | rumors that | rumours of | rumors of | hoax that", 12)
    + _rows("denied", BACKWARD, "denied", "are false | is false | were false | was false | are fake | is fake | are untrue | is untrue | are baseless | are unfounded | a hoax", 12)
    + _rows("background", BOTH, "elsewhere", "in neighbouring countries | in neighboring countries | in other countries | in surrounding countries | in nearby countries", 25)
    + _rows("cumulative", BOTH, "period",
            "so far this year | this year | this month | so far this month | this decade | this monsoon | this summer | this winter | this rainy season | to date | in recent months | in recent years"
            " | in recent weeks | over the years | in the conflict | in the war | during the conflict | during the war | over the past year | of the past year | during the past year | during the last year | for the past year"
            " | overall toll | cumulative | in the past year | in the last year | since the start of | since the beginning of"
            " | since the war | since the conflict | since the fighting | since the uprising | since the insurgency | since hostilities"
            " | since the outbreak | since the revolution | since the offensive | since the invasion | this season | every year of"
            " | in recent days | in recent history | the year 's | in the decades | of the year | of the conflict | of the war"
            " | years of | months of | weeks of | in month of | in a month of | in year of | in a year of | months-long | years-long | decades-long | in all this year | civil war | long-running conflict"
            " | first half of | second half of | first quarter of | first three months of | first six months of | first nine months of | first months of"
            " | over the last year | over the past | in the past decade | in the last decade | since last year | since last month")
    + _rows("cumulative", FORWARD, "period", "year in which | year when | month in which | week in which | season in which", 8)
    + _rows("cumulative", FORWARD, "period", "days that | weeks that | months that | years that", 4)
    + _rows("cumulative", FORWARD, "running total", "bringing the total | bringing to | brings to | brings the total | bringing the number | brings the number"
            " | taking the total | total number of", 15)
    + _rows("rate", BOTH, "rate", "every day | every year | every week | every month | each year | each day | each week | each month | per day | per year"
            " | per week | per month | on average | an average of | annually | per 100,000 | per capita | average of | yearly | average year | typical year"
            " | normal year | usual year | for every", 12)
    + _rows("rate", FORWARD, "rate", " | ".join(
            f"every {n} {unit}" for n in "two three four five ten 15 20 30 few".split() for unit in ("minutes", "seconds", "hours")), 5)
    + _rows("rate", FORWARD, "rate", "every minute | every hour | every few days", 5)
    + _rows("rate", BOTH, "rate", "deaths daily | people daily | lives daily | children daily | women daily | deaths weekly | deaths monthly", 6)
    + _rows("rate", BACKWARD, "rate", "a year | a week | a day | a month", 6)
    + _rows("cumulative", BOTH, "period", "over the same period | in the same period | over that period | in that period | in that time | since then")
    + _rows("background", BOTH, "past",
            "last year | last month | years ago | months ago | weeks ago | decades ago | year ago | month ago | decade ago |"
            " last financial year | last fiscal year | the financial year | the fiscal year | in the year to | in the year ending | fortnight ago | weeks back | months back | years back | a century ago | last easter | last christmas | last summer | last winter | last spring | last fall | last autumn | last december | last january"
            " | earlier this year | earlier this month | earlier in the year | earlier in the month | in the 1960s | in the 1970s | in the 1980s | in the 1990s | in the 2000s | previous year"
            " | previous attack | previous attacks | previous incident | similar attack | similar incident | similar incidents | history of | in history | world war"
            " | since 19 | anniversary | commemoration | memorial | deadliest since | worst since"
            " | past attacks | earlier attacks | past bombings | earlier bombings | earlier attack | earlier bombing | earlier blast | earlier shooting | earlier crash | previous bombing | previous blast | previous crash"
            " | have been killed in previous | who was killed in | the deadliest | the worst | recent attacks | recent months")
    + _rows("background", FORWARD, "past",
            "such attack in | such attacks in | such incident in | such strike in | such bombing in | such crash in | such shooting in | such accident in")
    + _rows("background", BOTH, "past", "on 9/11 | in 9/11 | the 9/11", 12)
    + _rows("background", FORWARD, "past", "previously", 0)
    + _rows("background", FORWARD, "the last one", "the last one | the previous one | the last such | the previous such | the last outbreak | the previous outbreak | the last time | the last disaster", 8)
    + _rows("background", FORWARD, "like another", "like the one that | like the ones that | like the one in which | like those that | like the ones in which | similar to the one that | similar to those that"
            " | unlike the one that | unlike those that | reminiscent of the one that | reminiscent of those that", 12)
    + _rows("background", FORWARD, "retold", " | ".join(
            f"{work} {of} the" for work in "film films movie documentary play novel book drama series musical opera podcast memoir exhibition song poem comic".split()
            for of in ("about", "on", "based on", "inspired by")), 8)
    + _rows("hypothetical", FORWARD, "fiction", "in the novel | in his novel | in her novel | in the film | in his film | in her film | in the movie | in the drama | in the thriller", 25)
    + _rows("background", FORWARD, "past", "commemorate | commemorates | commemorated | commemorating")
    + _rows("background", FORWARD, "days after", "hour after | hours after | day after | days after | fortnight after | weeks after | months after | years after | week after | month after | year after", 20)
    + _rows("background", BOTH, "earlier", "earlier that day | the previous day | the day before | the week before | the month before | the year before | days earlier | weeks earlier | months earlier | years earlier | a day earlier | week earlier | month earlier"
            " | year earlier | days before | weeks before | months before | years before", 9)
    + _rows("background", BOTH, "court",
            "convicted | jails | jailed | sentenced | sentencing | acquitted | pleaded guilty | pleads guilty | plead guilty | trial | jury | jurors | verdict"
            " | on death row | appeal court | found guilty | released from prison | wrongfully | extradited | extradition | indicted | prison term | life imprisonment | life in prison | life in jail | behind bars | plea deal | plea bargain"
            " | war crimes | tribunal | inquest | retrial | parole")
    + _rows("background", FORWARD, "court", "tells court | tells the court | told court | told the court | tells jury | tells jurors | told jurors | tells judge | told a court | tells a court", 20)
    + _rows("background", FORWARD, "court", "wanted for | wanted over | hunted for | hunted over", 12)
    + _rows("background", FORWARD, "court", "arraigned over | arraigned for | arraigned on", 12)
    + _rows("background", FORWARD, "charged", "charged with | suspected of | murder charges | murder charge | accused of | charges of | charge of | counts of | count of | convicted of | indicted for | guilty of", 12)
    + _rows("background", FORWARD, "after earlier", "to avenge | avenge | revenge for | retaliation for | retaliation to | reprisal for | reprisals for | in response to | in apparent response to | in reaction to | in apparent reaction to | comes after"
            " | came after | followed the | follows the | follows a | wake of | best known for | who survived | which recently | who recently | that recently | which had recently | who had recently | which previously | avenging | and the assassination | murders of | assassinations of", 30)
    + _rows("background", FORWARD, "aftermath", "investigate the | following the death | following the deaths | following the killing | following the assassination | after the death"
            " | after the deaths | after the killing", 30)
    + _rows("background", FORWARD, "what was done about it", "response to the massacre of | response to the shooting of | response to the killing of"
            " | handling of the massacre of | handling of the shooting of | inquiry into the massacre of | inquiry into the killing of", 5)
    + _rows("background", FORWARD, "after earlier", "linked to the shooting | linked to the killing | linked to the killings | linked to the murder | linked to the death | linked to the deaths"
            " | linked to the stabbing | connected to the shooting | connected to the killing | connected to the murder | connected to the death | connected to the stabbing"
            " | related to the shooting | related to the killing | related to the stabbing", 25)
    + _rows("background", FORWARD, "after earlier", "anger over | angry over | outrage over | outraged over | protest over | protests over | protest against | protests against | protesting the", 14)
    + _rows("summary", FORWARD, "summary", "overall | in total on | part of a | part of the same | one of two | one of several | one of many | one of three | one of four | one of five | one of six | one of seven | one of eight"
            " | one of nine | one of ten | one of a"
            " | in separate | in all the | across the country | elsewhere in the country | in other violence | the attacks killed | the bombings killed"
            " | the blasts killed"
            " | accidents bring | crashes bring | fires bring | incidents bring | attacks bring | raids bring | bombings bring | blasts bring | shootings bring", 40)
    + _rows("summary", BACKWARD, "summary", "on this day | on the same day | across the country | nationwide | around the country | in the series of | in separate | in both attacks | in both bombings | in both blasts | in the two attacks", 12)
    + _rows("background", BOTH, "natural death", "natural causes | died peacefully | of cancer | from cancer | enlarged heart | of sepsis | from sepsis | heart disease | heart attack | long illness | short illness | passed away peacefully | old age"
            " | of a stroke | pneumonia | heart failure | complications | aged 9")
)  # fmt: skip
