"""The sentences in which the record tables speak, in Simplified Chinese and in English."""

from __future__ import annotations

RECORD_SENTENCES: dict[str, tuple[str, str]] = {
    # Agreements
    "agreement_since": ("{home}与{partner}于{when}结为{kind}。", "{home} and {partner} became {kind} {when}."),
    "agreement_about": (
        "{home}与{partner}大约于{when}结为{kind}。",
        "{home} and {partner} became {kind} {when} or so.",
    ),
    "agreement_undated": ("{home}与{partner}是{kind}。", "{home} and {partner} are {kind}."),
    "noted": ("{text}；{note}。", "{text}; {note}."),
    "only_year": ("{partner}：来源只写到年份。", "{partner}: the source gives only the year, no day."),
    "only_month": ("{partner}：来源只写到月份。", "{partner}: the source gives the month, no day."),
    "date_not_known": ("{partner}：来源没有写明结好日期。", "{partner}: the sources give no date."),
    "date_noted": ("{partner}：{note}。", "{partner}: {note}."),
    "day_not_known": ("现有资料没有写明具体是哪一天。", "My sources do not give the exact day."),
    "date_not_recorded": (
        "现有资料没有写明与{partners}结好的日期。",
        "The records do not state the date of the agreement with {partners}.",
    ),
    "place_not_recorded": (
        "现有资料没有写明在哪里签署。",
        "My sources do not say where it was signed.",
    ),
    "signed_at": ("{text}签署地点：{place}。", "{text} It was signed in {place}."),
    "claim_differs": ("另有来源写{date}。", "Another source gives {date}."),
    "claim_other_kind": (
        "另有来源写{date}结为{kind}。",
        "Another source has them as {kind}, {when}.",
    ),
    "claim_earlier_stage": (
        "此前，{date}已结为{kind}。",
        "Before that, {when}, they became {kind}.",
    ),
    "claim_coarser": ("另一来源只写{date}。", "Another source gives only {date}."),
    "claim_undated": (
        "另有来源称其为{kind}，未写日期。",
        "Another source calls them {kind} and gives no date.",
    ),
    "claim_noted": ("另有来源：{note}。", "Another source: {note}."),
    "friendship_means": (
        "“友好城市”之外还有较弱的“友好交流城市”，上面写明了是哪一种。",
        "“Friendship city” may mean a sister city or the weaker friendly exchange city; each is named above.",
    ),
    "yes": ("是的。", "Yes."),
    "no": ("不是。", "No."),
    "none": ("没有。", "No."),
    "not_of_then": ("资料中没有{period}的数字；已知的是：", "My sources have no figure {period}. What they have:"),
    "not_of_kind": ("不是{kind}。", "No, not a {kind}."),
    "other_kind_unknown": (
        "{kind}的名单不全，无法判断是不是{kind}。",
        "The table of {kind} is not complete, so such a tie cannot be ruled out.",
    ),
    "not_on_list": (
        "截至{date}，{home}的{n}个{kind}中没有{names}。",
        "{names}: not among the {n} {kind} that {home} had as of {date}.",
    ),
    "only_on_list": (
        "截至{date}，{home}的{n}个{kind}中{where}的只有{partner}。",
        "As of {date}, {partner} is the only one{where} among the {n} {kind} of {home}.",
    ),
    "none_on_list": (
        "截至{date}，{home}的{n}个{kind}中没有{where}的。",
        "As of {date}, none of the {n} {kind} of {home} {verb} {where}.",
    ),
    "also_has": ("{home}{where}另有{rows}：{partners}。", "{home} also has {rows}{where}: {partners}."),
    "has_there": ("{home}{where}有{rows}：{partners}。", "{home} has {rows}{where}: {partners}."),
    "since_beside": ("{partner}（{date}）", "{partner} – {date}"),
    "none_but": ("没有{kind}，但有另一类：", "No {kind}, but a tie of the other kind:"),
    "listed_by": (
        "截至{date}，{home}名单上的{m}个{kind}中，到{day}已结好的有{n}个。",
        "Of the {m} {kind} that {home} had as of {date}, {n} had signed by {day}.",
    ),
    "in_place": ("在{where}", "in {where}"),
    "not_on_record": (
        "记录中没有：{names}不在{homes}的{kind}之列（记录可能不全）。",
        "{names}: not in the records of the {kind} of {homes}, which may not be complete.",
    ),
    "no_such_tie": (
        "记录中与{partners}结好的不是{homes}，而是：",
        "Not {homes}, going by the records:",
    ),
    "no_but_another": ("不是。同名的是另一个地方：", "No. It is another place of the same name:"),
    "another_of_that_name": (
        "现有资料中没有与这个地方的协议。同名的另一个地方：",
        "My sources have no agreement with that place. Another place of the same name:",
    ),
    "years_between": (
        "{first}（{first_date}）与{second}（{second_date}）相差{span}。",
        "{first} ({first_date}) and {second} ({second_date}) lie {span} apart.",
    ),
    "span_exact": ("{years}年零{days}天，共{total}天", "{years} and {days} ({total} days)"),
    "span_days": ("{days}天", "{days}"),
    "span_years": ("约{years}年", "about {years}"),
    # Anniversaries
    "next_anniversary": (
        "{home}与{partner}的下一个周年是{date}，结好{years}周年{distance}。",
        "The next anniversary of {home} and {partner} is {date}: their {nth} as {kind}{distance}.",
    ),
    "since_and_next": (
        "{home}与{partner}{since}结为{kind}，下一个周年是{date}，结好{years}周年{distance}。",
        "{home} and {partner} became {kind} {since}; their next anniversary is {date}: the {nth}{distance}.",
    ),
    "next_round_anniversary": (
        "{home}与{partner}的下一个整十周年是{date}，结好{years}周年{distance}。",
        "The next round anniversary of {home} and {partner} is {date}: their {nth} as {kind}{distance}.",
    ),
    "round_anniversary": (
        "下一个整十周年是{date}，结好{years}周年{distance}。",
        "The next round one is {date}: their {nth}{distance}.",
    ),
    "next_milestone_anniversary": (
        "{home}与{partner}的下一个整数周年是{date}，结好{years}周年{distance}。",
        "The next milestone anniversary of {home} and {partner} is {date}: their {nth} as {kind}{distance}.",
    ),
    "milestone_anniversary": (
        "下一个整数周年是{date}，结好{years}周年{distance}。",
        "The next milestone is {date}: their {nth}{distance}.",
    ),
    "that_anniversary": (
        "{home}与{partner}结好{years}周年是{date}{distance}；{since}结为{kind}。",
        "The {nth} anniversary of {home} and {partner} is {date}{distance}; they became {kind} {since}.",
    ),
    "this_year_over": (
        "今年的{years}周年是{date}{distance}。",
        "This year's, the {nth}, was on {date}{distance}.",
    ),
    "anniversary_line": (
        "{date}：{home}{partner}{kind}，{years}周年（{since}结好）{distance}",
        "{date}: {home}{partner}{kind}, {nth} anniversary (since {since}){distance}",
    ),
    # The day and the number of years tell since when; a long list has no room to say it twice.
    "anniversary_short": ("{home}{partner}{kind}，{years}周年", "{home}{partner}{kind}, {nth}"),
    "exchange_beside": ("（友好交流）", " (friendly exchange)"),
    "anniversary_day": ("{date}{distance}：{items}", "{date}{distance}: {items}"),
    "years_on": (
        "到{day}，{home}与{partner}结好{years}年（{since}结为{kind}）。",
        "As of {day}, {home} and {partner} have been {kind} for {years} (since {since}).",
    ),
    "years_by": (
        "到{day}，{home}与{partner}结好{years}年（{since}结为{kind}）。",
        "By {day}, {home} and {partner} will have been {kind} for {years} (since {since}).",
    ),
    "years_about": (
        "到{day}，{home}与{partner}结好约{years}年（{since}结为{kind}，来源没有写到日）。",
        "As of {day}, {home} and {partner} have been {kind} for about {years} (since {since}; the day is not known).",
    ),
    "years_in": (
        "{year}年是{home}与{partner}结好{years}周年（{when}）；{since}结为{kind}。",
        "{year} is the {nth} anniversary of {home} and {partner} as {kind} ({when}; since {since}).",
    ),
    "days_to_go": ("，还有{days}天", ", in {days}"),
    "days_ago": ("，已过{days}天", ", {days} ago"),
    "day_is_today": ("，就是今天", ", today"),
    "day_unknown": ("，具体日期不详", ", day not known"),
    "round_years": ("整十周年", "round anniversary (a multiple of ten years)"),
    "five_years": ("逢五、逢十的周年", "milestone anniversary (a multiple of 5 years)"),
    "milestone_years": ("{n}年整数倍的周年", "milestone anniversary (a multiple of {n} years)"),
    "those_years": ("{years}周年", "{nth} anniversary"),
    "any_years": ("周年", "anniversary"),
    "an_anniversary": ("{what}", "an {what}"),
    "their_anniversary": ("{what}", "their {what}"),
    "a_special_anniversary": ("{what}", "a {what}"),
    "has": ("", "has"),
    "have": ("", "have"),
    "counted_of_home": ("{home}{where}有{rows}", "{rows} of {home}{where}"),
    "anniversaries_in": ("{period}，{rows}迎来结好{what}：", "{period}, {rows} {have} {what}:"),
    "anniversaries_both": (
        "{period}，{rows}迎来结好周年，先列{what}（{m}个）：",
        "{period}, {rows} {have} an anniversary; first those with {what} ({m}):",
    ),
    "no_anniversary_in": (
        "{period}，{home}{where}没有结好{what}。下一个是：",
        "{period}, no partner of {home}{where} has {what}. The next one:",
    ),
    "first_to_reach": ("{where}最先满{years}周年的：", "The first{where} to reach {years} years:"),
    "may_fall_in": (
        "也可能在此期间、但具体日期不详：{partners}。",
        "These may fall in that time too, their day is not known: {partners}.",
    ),
    "leap_day": (
        "2月29日结好的，平年在2月28日纪念。",
        "An anniversary of 29 February is kept on 28 February in a common year.",
    ),
    "which_city": ("您想问哪个城市？例如：", "Which city do you mean? For example:"),
    # Lists and counts
    "rows_listed": ("记录中有{rows}：", "The records list {rows}:"),
    "home_has": ("{home}{where}有{rows}", "{home} has {rows}"),
    "home_gained": ("{home}{where}结好{rows}", "{home} gained {rows}"),
    "so_many_of_kind": ("{n}个{kind}", "{n} {kind}"),
    "scoped": ("{scope}，{text}", "{text} {scope}"),
    "unscoped": ("{text}", "{text}"),
    "of_those": ("其中{scope}的有：", "Of those, {scope}:"),
    "rows_follow": ("{text}{hedge}：", "{text}{hedge}:"),
    "may_lack": ("（记录可能不全）", " (the records may not be complete)"),
    "kinds_may_lack": ("（{kinds}的记录不全）", " (the records of {kinds} are not complete)"),
    "none_of_those": ("其中没有{where}的。", "None of those is {where}."),
    "countries_in_table": (
        "本资料的协议表逐一列出{rows}，分布在{n}个国家。",
        "The tables here list {rows}, in {n} countries.",
    ),
    "rows_in_table": (
        "本资料的协议表逐一列出{rows}。",
        "The table of agreements itself lists {rows} one by one.",
    ),
    "rows_of": ("{home}{where}的{kind}{n}个", "{n} {kind} of {home}"),
    "rows_when": ("{rows}（{period}）", "{rows} ({period})"),
    "paper_lists": ("“{title}”列出{scope}{n}个：", "“{title}” lists {n}{scope}:"),
    "agreement_line": ("{home}{partner}：{date}{kind}", "{home}{partner}: {date}{kind}"),
    "kind_in_line": ("，{kind}", ", {kind}"),
    "quiet_in_line": ("（据报近年几乎没有往来）", " (reported as having almost no exchange)"),
    "no_date": ("结好日期不详", "date not known"),
    "disputed": ("（{claims}）", " ({claims})"),
    "claim_in_line": ("另有来源写{date}{kind}", "another source gives {date}{kind}"),
    "claim_in_line_noted": ("{claim}，{note}", "{claim}, {note}"),
    "claim_kind": ("结为{kind}", " as {kind}"),
    "stage_in_line": ("{date}起为{kind}", "{kind} from {date}"),
    "about_date": ("约{date}", "about {date}"),
    "inferred_date": ("{date}（年份为推断）", "{date} (year inferred)"),
    "about_years": ("约{years}", "approx. {years}"),
    "figure_differs": (
        "公布的数字不同：{date}，{home}有{value}个{kind}（《{title}》）；协议表列出{n}个。",
        "A published figure differs: {value} {kind} of {home} as of {date} (“{title}”); the table lists {n}.",
    ),
    "no_full_list": (
        "现有资料没有完整名单，只列出其中一部分。",
        "My sources hold no complete list; these are the ones they do name.",
    ),
    "may_be_dated_in": (
        "可能也在此期间、但具体日期不详：{partners}。",
        "These may belong to that time too, their exact date is not known: {partners}.",
    ),
    "without_date": ("没有结好日期、未能排序的：{partners}。", "Not ranked, since no date is known: {partners}."),
    "two_continents": ("{partners}地跨两洲，两边都计入。", "In two continents, counted in both: {partners}."),
    # "where" and "scope" are what narrows the ties asked about: a superlative without it would be of all.
    "first_partner": (
        "{scope}{home}{where}的第一个{kind}是{partner}。",
        "{home}'s first {kind}{scope} {was} {partner}.",
    ),
    "first_on_record": (
        "{scope}记录中{home}{where}的第一个{kind}是{partner}。",
        "{home}'s first {kind}{scope} on record {was} {partner}.",
    ),
    "latest_partner": (
        "记录中{home}{where}最近结好的{kind}是{partner}。",
        "{home}'s latest {kind}{scope} on record {is} {partner}.",
    ),
    "last_partner": (
        "{scope}{home}{where}最后结好的{kind}是{partner}。",
        "{home}'s last {kind}{scope} {was} {partner}.",
    ),
    "nth_partner": (
        "{scope}按结好日期，{home}{where}的{nth}个{kind}是{partner}。",
        "By date, {home}'s {nth} {kind}{scope} {was} {partner}.",
    ),
    "nth_on_record": (
        "{scope}按结好日期，记录中{home}{where}的{nth}个{kind}是{partner}。",
        "By date, {home}'s {nth} {kind}{scope} on record {was} {partner}.",
    ),
    "first_partner_of_those": (
        "其中{scope}{where}最早的是{partner}。",
        "The earliest of those{scope} {was} {partner}.",
    ),
    "latest_partner_of_those": ("其中{where}最近结好的是{partner}。", "The latest of those{scope} {is} {partner}."),
    "last_partner_of_those": ("其中{scope}{where}最后结好的是{partner}。", "The last of those{scope} {was} {partner}."),
    "nth_partner_of_those": (
        "其中{scope}{where}按结好日期{nth}个是{partner}。",
        "By date, the {nth} of those{scope} {was} {partner}.",
    ),
    "ranked_with_date": ("{partner}（{date}）", "{partner}, {date}"),
    "ranked_with_home": ("{partner}（{date}结为{home}的{kind}）", "{partner}, {kind} of {home} {date}"),
    "ranked_among": ("{partner}（{date}）", "{partner} {date}"),
    "one_of_them": (
        "{partners}之一，已知日期分不出先后",
        "one of {partners}: their dates are not precise enough to tell",
    ),
    "group_line": ("{group}：{partners}（{n}个）", "{group}: {partners} ({n})"),
    "groups_of_countries": ("{n}个国家（{rows}）：", "{n} countries, from {rows}:"),
    "most_of_groups": ("最多的是{groups}（{rows}）：", "Most are in {groups}, of {rows}:"),
    "groups_of_time": ("按时间分为{n}段（{rows}）：", "{n} periods, from {rows}:"),
    "decade": ("{year}年代", "the {year}s"),
    "fewest_of_groups": ("最少的是{groups}（{rows}）：", "Fewest are in {groups}, of {rows}:"),
    "groups_of_continents": ("{n}个洲（{rows}）：", "{n} continents, from {rows}:"),
    # Beside a partner
    "written_as": (
        "{land_zh}{zh}，英文写作{en}（{land_en}）。",
        "{en} ({land_en}) is written {zh} ({land_zh}) in Chinese.",
    ),
    "records_take": (
        "{home}与{partner}的结好日期，记录取{date}。各来源所写：",
        "For {home} and {partner} the records go by {date}. What the sources say:",
    ),
    "source_says": ("《{title}》：{date}{kind}{note}。", "“{title}”: {date}{kind}{note}."),
    "source_noted": ("（{note}）", " ({note})"),
    "none_signed_there": ("记录中没有在那里签署的协议。", "No agreement on record was signed there."),
    "places_known": ("{m}个协议中，{n}个写明了签署地点。", "Of {m} agreements {n} state where they were signed."),
    "more_in": ("{place}更多（{counts}）。", "There are more {place} ({counts})."),
    "as_many_in_each": ("一样多（{counts}）。", "There are as many in each ({counts})."),
    "counted_in": ("{place}{n}个", "{place}: {n}"),
    "besides": ("除{partners}外，{text}", "Besides {partners}, {text}"),
    "none_besides": (
        "记录中，除{partners}外，没有{home}{where}的{kind}。",
        "The records list no {kind} of {home}{where} besides {partners}.",
    ),
    # Comparisons
    "came_first": (
        "{first}先与{first_home}结好（{first_date}），早于{second}与{second_home}（{second_date}）。",
        "{first} came first: with {first_home}, {first_date}; {second} followed, with {second_home}, {second_date}.",
    ),
    "came_together": (
        "{first}与{second}在同一天结好（{first_date}）。",
        "{first} and {second} became partners on the same day ({first_date}).",
    ),
    "order_open": (
        "已知的日期不够精确，分不出先后：",
        "Their dates are not precise enough to tell which came first:",
    ),
    "in_common": ("{homes}共有的：{partners}。", "{homes} have in common: {partners}."),
    "none_there": (
        "记录中没有{home}{where}的{kind}。",
        "The records list no {kind} of {home} {where}.",
    ),
    "none_in_common": (
        "记录中没有两地共有的这类伙伴城市。",
        "The records list no such partner that they have in common.",
    ),
    # Programmes, events, figures
    "target_only": (
        "现有资料只有目标，没有实际数字。",
        "My sources give only a target, not an actual figure.",
    ),
    "not_yet": (
        "{period}还没有到，现有资料没有这一数字。已知最近的：",
        "That time ({period}) is still to come, and my sources give no figure for it. The latest known:",
    ),
    "titled": ("{title}：{summary}", "{title}: {summary}"),
    "dated": ("{date}：{summary}", "{date}: {summary}"),
    "planned_then": ("（当时仍是计划）", " (Still a plan then.)"),
    "planned_as_of": ("（{date}时仍是计划）", " (Still a plan as of {date}.)"),
    "as_of_row": ("（截至{date}）", " (As of {date}.)"),
    "intention_line": ("{summary}（{state}）。", "{summary} ({state})."),
    "elsewhere": ("其他", "Elsewhere"),
    "intention_owner": ("负责：{owner}", "owner: {owner}"),
    "intention_due": ("期限：{date}", "due {date}"),
    "intention_became": ("成果：{became}", "became: {became}"),
    "more_rows": ("另有{n}条记录。", "Not shown: {n} more."),
}
