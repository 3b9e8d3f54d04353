"""Public lists of ties in the shapes in which cities publish them; the rows are invented."""

import dataclasses
import datetime as dt
import io
from collections.abc import Mapping, Sequence

import openpyxl


@dataclasses.dataclass(frozen=True, slots=True)
class PublicList:
    """A file as published: what its keeper would answer, and what must come of it (partner in English -> date)."""

    name: str
    data: bytes
    home: str
    expected: Mapping[str, str]
    answers: Mapping[str, str] = dataclasses.field(default_factory=dict)
    kinds: tuple[str, ...] = ("sister_city",)


def text(*lines: str, encoding: str = "utf-8") -> bytes:
    """Return lines as the bytes of a file."""
    return ("\n".join(lines) + "\n").encode(encoding)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    merges: Mapping[str, Sequence[str]] | None = None,
    formats: Mapping[str, str] | None = None,
) -> bytes:
    """Return a workbook of named sheets of rows; ``merges`` by sheet; ``formats`` of cells by "sheet!A1"."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merges or {}).get(name, ()):
            sheet.merge_cells(area)
    for place, code in (formats or {}).items():
        name, _, cell = place.partition("!")
        book[name][cell].number_format = code
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


LYON = {"Lyon": "1991-03-05", "Nantes": "1996-10-08"}
LISTS = (
    PublicList(
        "芜湖友城.xlsx",
        workbook(
            {
                "Sheet1": [
                    ["芜湖市国际友好城市一览表（截至2023年12月）"],
                    ["序号", "友城名称", "国别", "结好时间", "签署人", "备注"],
                    [1, "里昂市", "法国", dt.date(1991, 3, 5), "甲", ""],
                    [2, "南特市", None, dt.date(1996, 10, 1), "乙", "续签"],
                    [3, "福冈市", "日本", dt.date(1988, 4, 9), "丙", ""],
                    ["注：按结好时间排列"],
                ]
            },
            {"Sheet1": ["A1:F1", "C3:C4"]},
            {
                "Sheet1!D3": 'yyyy"年"m"月"d"日"',
                "Sheet1!D4": 'yyyy"年"m"月"',
                "Sheet1!D5": '[DBNum1][$-804]yyyy"年"m"月"d"日"',
            },
        ),
        "Wuhu",
        {"Lyon": "1991-03-05", "Nantes": "1996-10", "Fukuoka": "1988-04-09"},
    ),
    PublicList(
        "全省结好情况.xlsx",
        workbook(
            {
                "友城": [
                    ["序号", "省内城市", "外方城市", "国家", "结好日期", "类别"],
                    [1, "芜湖", "里昂", "法国", "1991.3.5", "友好城市"],
                    [2, None, "大邱", "韩国", "2001-7", "友好交流城市"],
                    [3, "合肥", "都灵", "意大利", "2004年", "友好城市"],
                ]
            },
            {"友城": ["B2:B3"]},
        ),
        "Wuhu",
        {"Lyon": "1991-03-05", "Daegu": "2001-07", "Turin": "2004"},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "list.csv",
        text(
            "合肥市友好城市名单,,,",
            "填表单位：外办,,2022年6月,",
            "",
            "序号,城市,国家,时间",
            "亚洲,,,",
            "1,福冈,日本,1988年4月9日",
            "2,大邱,韩国,1990年 7月 1日",
            "欧洲,,,",
            "3,里昂,法国,1991-03-05",
            "合计,3,,",
            encoding="gb18030",
        ),
        "Hefei",
        {"Fukuoka": "1988-04-09", "Daegu": "1990-07-01", "Lyon": "1991-03-05"},
    ),
    PublicList(
        "两类.xlsx",
        workbook(
            {
                "友好城市": [["外方城市", "国别", "缔结时间"], ["里昂", "法国", "一九九一年三月五日"]],
                "友好交流城市": [["外方城市", "国别", "缔结时间"], ["南特", "法国", "1996年10月8日"]],
            }
        ),
        "Wuhu",
        LYON,
        answers={"home": "芜湖"},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "城市一览.csv",
        text(
            "本市,外方城市,国家,建立时间,协议签署日期",
            "芜湖,里昂,法国,1990,1991-03-05",
            "芜湖,南特,法国,1995,1996-10-08",
        ),
        "Wuhu",
        LYON,
        answers={"kind": "sister_city"},
    ),
    PublicList(
        "sister.csv",
        text(
            "臺中市締盟姊妹市一覽表,,,",
            "項次,姊妹市名稱,國別,締盟日期",
            "1,里昂,法國,民國80年3月5日",
            "2,福岡,日本,民國77/4/9",
        ),
        "Taichung",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04-09"},
    ),
    PublicList(
        "姉妹都市.csv",
        text(
            "金沢市の姉妹都市・友好都市一覧（令和5年4月1日現在）,,,,",
            "番号,都市名,英語表記,国名,提携年月日",
            "1,リヨン市,Lyon,フランス,平成3年3月5日",
            "2,蘇州市,Suzhou,中国,昭和56年（1981年）6月13日",
            encoding="cp932",
        ),
        "Kanazawa",
        {"Lyon": "1991-03-05", "Suzhou": "1981-06-13"},
    ),
    PublicList(
        "clair.csv",
        text(
            "自治体名,姉妹都市名,英語表記,国,提携年月日,提携区分",
            "金沢市,リヨン,Lyon,フランス,1991年3月5日,姉妹都市",
            "小松市,トリノ,Turin,イタリア,平成16年,友好交流都市",
        ),
        "Kanazawa",
        {"Lyon": "1991-03-05", "Turin": "2004"},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "Sister Cities of Denver.csv",
        text(
            "City,Country,Year Established,Contact",
            "Lyon,France,1991,A. Person",
            "Nantes,France,1996,",
            "Turin,Italy,2004,",
        ),
        "Denver",
        {"Lyon": "1991", "Nantes": "1996", "Turin": "2004"},
    ),
    PublicList(
        "directory.csv",
        text("U.S. City,State,Sister City,Country,Year", "Denver,CO,Lyon,France,1991", "Boulder,CO,Nantes,France,1996"),
        "Denver",
        {"Lyon": "1991", "Nantes": "1996"},
    ),
    PublicList(
        "twinning.csv",
        text("Twin town,Country,Date of signing", "Lyon,France,05/03/1991", "Turin,Italy,25/11/2004"),
        "Leicester",
        {"Lyon": "1991-03-05", "Turin": "2004-11-25"},
        answers={"home": "Leicester"},
    ),
    PublicList(
        "slashes.csv",
        text("Sister city,Country,Date signed", "Lyon,France,05/03/1991", "Turin,Italy,05/11/2004"),
        "Leicester",
        {"Lyon": "1991-03-05", "Turin": "2004-11-05"},
        answers={"home": "Leicester", "order": "day"},
    ),
    PublicList(
        "stated.csv",
        text("Sister city,Country,Date signed (mm/dd/yyyy)", "Lyon,France,03/05/1991", "Turin,Italy,11/05/2004"),
        "Denver",
        {"Lyon": "1991-03-05", "Turin": "2004-11-05"},
        answers={"home": "Denver"},
    ),
    PublicList(
        "partner.csv",
        text(
            "Städtepartnerschaften der Stadt Dortmund;;",
            "Partnerstadt;Land;Seit",
            "Lyon;Frankreich;05.03.1991",
            "Turin;Italien;2004",
        ),
        "Dortmund",
        {"Lyon": "1991-03-05", "Turin": "2004"},
    ),
    PublicList(
        "jumelages.csv",
        text("Ville jumelée;Pays;Date de jumelage", "Turin;Italie;5 mars 1991", "Fukuoka;Japon;1er octobre 1996"),
        "Bordeaux",
        {"Turin": "1991-03-05", "Fukuoka": "1996-10-01"},
        answers={"home": "Bordeaux"},
    ),
    PublicList(
        "자매도시.csv",
        text(
            "번호,도시명,영문명,국가,체결일", "1,리옹,Lyon,프랑스,1991. 3. 5.", "2,후쿠오카,Fukuoka,일본,1988년 4월 9일"
        ),
        "Daegu",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04-09"},
        answers={"home": "Daegu"},
    ),
    PublicList(
        "города.csv",
        text(
            "Города-побратимы;;",
            "Город-побратим;Страна;Дата подписания",
            "Lyon;Франция;05.03.1991",
            "Turin;Италия;25 ноября 2004 г.",
        ),
        "Kazan",
        {"Lyon": "1991-03-05", "Turin": "2004-11-25"},
        answers={"home": "Kazan"},
    ),
    PublicList(
        "hermanas.tsv",
        text(
            "Ciudad hermana\tPaís\tFecha de hermanamiento", "Lyon\tFrancia\t5 de marzo de 1991", "Turin\tItalia\t2004"
        ),
        "Barcelona",
        {"Lyon": "1991-03-05", "Turin": "2004"},
        answers={"home": "Barcelona"},
    ),
    PublicList(
        "partners.xlsx",
        workbook(
            {
                "Partners": [
                    ["International partners"],
                    ["No.", "Partner City", "Country", "Relationship", "Agreement date", "Status"],
                    [1, "Lyon", "France", "Sister City", dt.date(1991, 3, 5), "Active"],
                    [2, "Nantes", "France", "Friendly exchange city", dt.date(1996, 10, 1), "Suspended"],
                ]
            },
            {"Partners": ["A1:F1"]},
            {"Partners!E3": "d mmmm yyyy", "Partners!E4": "mmm-yy"},
        ),
        "Adelaide",
        {"Lyon": "1991-03-05", "Nantes": "1996-10"},
        answers={"home": "Adelaide"},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "区级.xlsx",
        workbook(
            {
                "区级友城": [
                    ["城区", "外方城区", "国家", "结好年月"],
                    ["越秀", "Lyon", "法国", "1991.03"],
                    ["天河", "Turin", "意大利", "2004.11"],
                ]
            }
        ),
        "Guangzhou",
        {"Lyon": "1991-03", "Turin": "2004-11"},
        answers={"home": "广州"},
        kinds=("sister_district",),
    ),
    PublicList(
        "plain.csv",
        text("芜湖市对外结好,,", "甲,乙,丙", "里昂,法国,1991-03-05", "南特,法国,1996-10-08", "都灵,意大利,2004-11-25"),
        "Wuhu",
        {**LYON, "Turin": "2004-11-25"},
        answers={"kind": "sister_city", "partner": "甲", "date": "丙"},
    ),
    PublicList(
        "combined.csv",
        text(
            "序号,友好城市（中英文）,国家,结好时间", "1,里昂（Lyon）,法国,1991.03.05", "2,南特 Nantes,法国,1996.10.08"
        ),
        "Wuhu",
        LYON,
        answers={"home": "芜湖"},
    ),
    PublicList(
        "Partnerstädte Kiel.csv",
        text("Partnerstadt;Land;seit", "Tallinn;Estland;1.2.1987", "Turku;Finnland;März 1995"),
        "Kiel",
        {"Tallinn": "1987-02-01", "Turku": "1995-03"},
    ),
    PublicList(
        "현황.xlsx",
        workbook(
            {"현황": [["대전광역시 자매도시 현황"], ["자매도시명", "국가명", "체결일"], ["난징", "중국", "1994.11.14"]]}
        ),
        "Daejeon",
        {"Nanjing": "1994-11-14"},
    ),
    PublicList(
        "神戸市_姉妹都市.csv",
        text(
            "姉妹都市名,国名,提携年月日",
            "トゥルク,フィンランド,昭和62年2月1日",
            "リール市,フランス,平成7年",
            encoding="cp932",
        ),
        "Kobe",
        {"Turku": "1987-02-01", "Lille": "1995"},
    ),
    PublicList(
        "名录.csv",
        text(
            "白榕市友好城市名录,,", "城市名称,结好时间,签署人", "法国里昂市,1991.03.05,甲", "法国南特市,1996.10.08,乙"
        ),
        "Bairong",
        LYON,
    ),
    PublicList(
        "友城.csv",
        text(
            "白榕市国际友城,,,,", "友城,国家,年,月,日", "里昂,法国,1991,3,5", "南特,法国,1996,10,", "都灵,意大利,2004,,"
        ),
        "Bairong",
        {"Lyon": "1991-03-05", "Nantes": "1996-10", "Turin": "2004"},
    ),
    PublicList(
        "统计表.xlsx",
        workbook(
            {
                "统计表": [
                    ["白榕市友好城市统计表"],
                    ["序号", "外方城市", None, "协议签署", None, None, "备注"],
                    [None, "国别", "城市", "时间", "地点", "签署人", None],
                    [1, "法国", "里昂市 Lyon", "1991.03.05", "里昂", "甲", ""],
                    [2, "日本", "福冈市 Fukuoka", "1988.04", "白榕", "乙", "2008年续签"],
                    [3, "意大利", "都灵市 Turin", "", "", "", "拟建"],
                ]
            },
            {"统计表": ["A1:G1", "A2:A3", "B2:C2", "D2:F2", "G2:G3"]},
        ),
        "Bairong",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04", "Turin": ""},
    ),
    PublicList(
        "kazehama.csv",
        text(
            "Kazehama City – Sister and Friendship Cities / 風浜市 姉妹・友好都市一覧,,,,",
            "No.,Country 国名,City 都市名,Type 区分,Date of agreement 提携年月,Remarks 備考",
            "1,France フランス,Lyon リヨン,Sister 姉妹,1991-03-05,",
            "2,China 中国,Suzhou 蘇州,Friendship 友好,1981-06,renewed 2001",
            "3,Italy イタリア,Turin トリノ,,,Planned for 2027",
        ),
        "Kazehama",
        {"Lyon": "1991-03-05", "Suzhou": "1981-06", "Turin": ""},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "partners.csv",
        text(
            "City of Brackenholm – International partner cities (open data, as of 15.01.2026);;;;",
            "Country;City;Type of tie;Since;Signed in;Remarks",
            "France;Lyon;Town twinning;05.03.1991;Lyon;",
            "Japan;Fukuoka;Friendship agreement;04.1988;Brackenholm;renewed 2005",
            "Italy;Turin;Climate memorandum;11.2004;Milan;",
            "China;Suzhou;;;;planned",
        ),
        "Brackenholm",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04", "Turin": "2004-11", "Suzhou": ""},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "cedar-merrow-sister-cities.csv",
        text("City,Country,Date of agreement", "Lyon,France,March 1991", "Turin,Italy,2004"),
        "Cedar Merrow",
        {"Lyon": "1991-03", "Turin": "2004"},
    ),
    PublicList(
        "兩類.csv",
        text(
            "類別,城市,國家,締盟日期",
            "姊妹市,里昂市,法國,民國80年3月5日",
            "友好城市,福岡市,日本,民國77年4月",
        ),
        "Bairong",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04"},
        answers={"home": "白榕"},
        kinds=("sister_city", "friendly_exchange_city"),
    ),
    PublicList(
        "白榕国际友城.csv",
        text("外方城市\t国家\t结好时间", "里昂\t法国\t1991/3/5", "福冈\t日本\t1988年4月", "都灵\t意大利\t2004"),
        "Bairong",
        {"Lyon": "1991-03-05", "Fukuoka": "1988-04", "Turin": "2004"},
    ),
    PublicList(
        "register.csv",
        text(
            "Brackenholm Shire – International Relationships Register,,",
            "Sister city,Country,Start",
            "Lyon,France,Mar-1991",
        ),
        "Brackenholm",
        {"Lyon": "1991-03"},
    ),
)
