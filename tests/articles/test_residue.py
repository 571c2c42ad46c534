"""Leftovers become fields, body text stays."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from analysis.articles import read_articles
from analysis.articles.article import starts_mid_sentence
from analysis.articles.bylines import read_byline, split_authors
from analysis.articles.credits import read_credit, trailing_credit
from analysis.articles.datelines import read_dateline
from analysis.articles.prompts import is_boilerplate, is_language_mark, is_prompt
from analysis.articles.residue import separate
from analysis.articles.titles import split_title

BYLINES = {
    "- By Olha Marchenko": ["Olha Marchenko"],
    "By Ida Sand and Mats Ek": ["Ida Sand", "Mats Ek"],
    "BY IDA SAND, MATS EK AND LENA DAHL": ["IDA SAND", "MATS EK", "LENA DAHL"],
    "By Ida Sand | The Norrvik Courier": ["Ida Sand"],
    "By Ida Sand, Senior Correspondent": ["Ida Sand"],
    "By Ida Sand in Osthamn": ["Ida Sand"],
    "Analysis by Piet de Wit": ["Piet de Wit"],
    "Written by: Ludwig van den Berg Jr.": ["Ludwig van den Berg Jr."],
    "By J. K. O'Neill-Ruiz @jkoneill": ["J. K. O'Neill-Ruiz"],
    "By Reuters": [],
}


@pytest.mark.parametrize("line", BYLINES)
def test_bylines(line: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert list(byline.names) == BYLINES[line]


NO_BYLINES = [
    "By Monday the town had fallen",
    "By Election Day",
    "By The Numbers",
    "By all accounts the deal is dead.",
    "By then, Ida Sand had left.",
    "By Ida Sand had never been so tired.",
    "By Friday, Russia and Ukraine",
    "By closing the bridge",
    "Ida Sand",
    "By",
]


@pytest.mark.parametrize("line", NO_BYLINES)
def test_lines_that_only_begin_like_a_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("given", "names", "credited"),
    [
        ("By Ida Sand and Mats Ek", ["Ida Sand", "Mats Ek"], []),
        ("Ida Sand, Mats Ek, Associated Press", ["Ida Sand", "Mats Ek"], ["Associated Press"]),
        ("Sand, Ida; Ek, Mats", ["Ida Sand", "Mats Ek"], []),
        ("Ida Sand; Mats Ek", ["Ida Sand", "Mats Ek"], []),
        ("View all posts by Ida Sand", ["Ida Sand"], []),
        ("Opinion Ida Sand", ["Ida Sand"], []),
        ("Unknown", [], []),
        ("Reuters Staff", [], ["Reuters"]),
        ("李明", ["李明"], []),
    ],
)
def test_author_fields(given: str, names: list[str], credited: list[str]) -> None:
    byline = split_authors(given)
    assert (list(byline.names), list(byline.credits)) == (names, credited)


CREDITS = {
    "Reuters contributed to this report.": (["Reuters"], []),
    "The Associated Press contributed to this story": (["Associated Press"], []),
    "Courier staff writer Ida Sand and The Associated Press contributed to this report.": (
        ["Associated Press"],
        ["Ida Sand"],
    ),
    "AP writers Ida Sand in Osthamn, Norrland, and Mats Ek contributed to this report.": (
        ["Associated Press"],
        ["Ida Sand", "Mats Ek"],
    ),
    "(Reporting by Ida Sand in Osthamn and Mats Ek; Additional reporting by Lena Dahl; Editing by Tom Hale)": (
        [],
        ["Ida Sand", "Mats Ek", "Lena Dahl"],
    ),
    "With inputs from ANI": (["ANI"], []),
    "(With inputs from agencies)": (["agencies"], []),
    "- Source:JND": (["JND"], []),
    "Source: Norrvik Courier": (["Norrvik Courier"], []),
    "© 2024 AFP": (["AFP"], []),
    "Copyright 2024 The Associated Press. All rights reserved. This may not be published or rewritten.": (
        ["Associated Press"],
        [],
    ),
    "- AFP/Reuters": (["AFP", "Reuters"], []),
    "(ANI)": (["ANI"], []),
    "This article was originally published by Reuters.": (["Reuters"], []),
}


@pytest.mark.parametrize("line", CREDITS)
def test_credits(line: str) -> None:
    credit = read_credit(line)
    assert credit is not None
    assert (list(credit.credits), list(credit.reporters)) == CREDITS[line]


NO_CREDITS = [
    "The drought contributed to the shortage.",
    "Both sides contributed to this tragedy, he said.",
    "Reuters reported that the bridge was closed.",
    "Sources: the minister and his aide both denied it.",
    "With inputs rising, farmers stopped sowing.",
    "Reporting by the commission was late, critics said.",
    "The agency",
    "Copyright law is a mess.",
]


@pytest.mark.parametrize("line", NO_CREDITS)
def test_sentences_that_only_look_like_credits(line: str) -> None:
    assert read_credit(line) is None


@pytest.mark.parametrize(
    ("paragraph", "rest"),
    [
        (
            "The bridge is closed, he said. (Reporting by Ida Sand; Editing by Mats Ek)",
            "The bridge is closed, he said.",
        ),
        ("“It is closed.” The Associated Press contributed to this report.", "“It is closed.”"),
        ("The bridge is closed. [With inputs from ANI]", "The bridge is closed."),
    ],
)
def test_credits_at_the_end_of_the_last_paragraph(paragraph: str, rest: str) -> None:
    found = trailing_credit(paragraph)
    assert found is not None
    assert found[0] == rest


@pytest.mark.parametrize(
    "paragraph",
    [
        "The bridge is closed. The flood contributed to the damage.",
        "The bridge is closed (reporting on it was banned).",
        "The bridge is closed. Reuters could not verify this.",
        "Reuters contributed to this report.",
    ],
)
def test_last_paragraphs_that_end_in_no_credit(paragraph: str) -> None:
    assert trailing_credit(paragraph) is None


DATELINES = {
    "KYIV (Reuters) - Ukraine said so.": ("KYIV", None, "Reuters"),
    "WASHINGTON — The bridge is closed.": ("WASHINGTON", None, None),
    "MOSCOW, Aug 20 (Reuters) - Russia said so.": ("MOSCOW", "Aug 20", "Reuters"),
    "KYIV, Ukraine (AP) — “It is over,” she said.": ("KYIV, Ukraine", None, "Associated Press"),
    "ST. LOUIS, Mo., Dec. 8, 2023 (UPI) -- The bridge": ("ST. LOUIS, Mo.", "Dec. 8, 2023", "UPI"),
    "Washington (CNN) President Ek said so.": ("Washington", None, "CNN"),
    "(CNN) — The bridge is closed.": (None, None, "CNN"),
    "Aug. 20 (UPI) -- The bridge is closed.": (None, "Aug. 20", "UPI"),
    "NEW DELHI: (ANI) The": None,
    "MOSCOW/KYIV (Reuters) - The two": ("MOSCOW/KYIV", None, "Reuters"),
    "NORRVIK (Courier News) – The bridge": ("NORRVIK", None, "Courier News"),
    "NATO — The alliance met.": None,
    "IDA SAND (CO-HOST): This is it.": None,
    "TRUMP: We will see.": None,
    "BREAKING — The bridge": None,
    "WASHINGTON — where the bridge is": None,
    "Norrvik — The bridge is closed.": None,
    "The Ministry (Defence) said so.": None,
    "COVID-19 has closed the bridge.": None,
    "THE bridge is closed.": None,
}


@pytest.mark.parametrize("paragraph", DATELINES)
def test_datelines(paragraph: str) -> None:
    dateline = read_dateline(paragraph)
    expected = DATELINES[paragraph]
    assert (None if dateline is None else (dateline.place, dateline.day, dateline.agency)) == expected
    if dateline is not None:
        assert paragraph[dateline.end - 1] in " -"
        assert paragraph[dateline.end] != " "


@pytest.mark.parametrize(
    ("line", "anywhere", "edge"),
    [
        ("ADVERTISEMENT", True, False),
        ("Story continues below advertisement", True, False),
        ("Share this article", False, True),
        ("Click here to read the full story", False, True),
        ("Read more: Bridge closed in Norrvik", False, True),
        ("Sign up for our newsletter", False, True),
        ("3 min read", False, True),
        ("Share prices fell on Monday", False, False),
        ("Read the letter, he said.", False, False),
        ("Advertisement revenue fell.", False, False),
        ("Follow the money", False, False),
        ("Print is dead.", False, False),
        ("Watch out for ice on the bridge.", False, False),
    ],
)
def test_prompts(line: str, anywhere: bool, edge: bool) -> None:
    assert (is_boilerplate(line), is_prompt(line)) == (anywhere, edge)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Story highlights The port reopened\n\nIt rained.", "The port reopened\n\nIt rained."),
        ("Story highlights\n\nThe port reopened", "The port reopened"),
        ("Media playback is unsupported on your device Media caption “He saw it”\n\nOn.", "“He saw it”\n\nOn."),
        ("ANALYSIS/OPINION:\n\nANALYSIS/OPINION:\n\nThe port reopened", "The port reopened"),
        ("Story highlights: • Élysée says no\n\nIt rained.", "Élysée says no\n\nIt rained."),
        # a sentence, and a label that does not open the text
        ("Story highlights, NBC News reported, were dropped.",) * 2,
        ("Story highlights the need for ports\n\nIt rained.", "Story highlights the need for ports\n\nIt rained."),
        ("It rained.\n\nStory highlights The port", "It rained.\n\nStory highlights The port"),
        ("Opinion: it rained, which nobody in the port had expected.",) * 2,
    ],
)
def test_labels_are_cut_off_the_beginning(text: str, rest: str) -> None:
    assert separate(text).text == rest


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        (
            "President Holm Ida Maria HolmFerries sail Port: 'No more' 2020 fares rise MORE’s aide",
            "President Holm’s aide",
        ),
        (
            "Sen. Jan Vik Jan (Janne) VikThe port reopens MORE and Sen. Eva Sand Eva SandIt rained MORE met.",
            "Sen. Jan Vik and Sen. Eva Sand met.",
        ),
        ("Ida McHolm Ida J. McHolm2024 ferries MORE\nsaid", "Ida McHolm\nsaid"),
        # nothing is glued to the name, there is no MORE, or it is on another line
        ("Ida Holm met Ida Holm, who wants MORE", None),
        ("Ida Holm Ida HolmFerries sail more often.", None),
        ("Ida Holm Ida HolmFerries sail\nMORE", None),
        ("Jan VikFerries sail MORE", None),
    ],
)
def test_boxes_of_links_are_taken_out_of_sentences(line: str, rest: str | None) -> None:
    assert separate(line).text == (line if rest is None else rest)


def test_language_marks() -> None:
    assert [is_language_mark(line) for line in ("En", "[EN]", "हिन्दी", "Engines", "Is")] == [
        True,
        True,
        True,
        False,
        False,
    ]


LONG = (
    "The bridge between Norrvik and Osthamn will stay closed until the end of May, the council decided late on Monday."
)


def test_a_scraped_article_as_it_comes() -> None:
    text = "\n".join(
        [
            "- By Olha Marchenko",
            "- Tue, 14 May 2024 09:05 AM (IST)",
            "- Source:JND",
            "En",
            f"Bridge Row: {LONG}",
            "Council Was Told Of Crack In March, Minutes Show",
            f"“Nobody told me,” said the mayor. {LONG}",
            "Reuters contributed to this report.",
        ]
    )
    residue = separate(text)
    assert residue.text.split("\n") == text.split("\n")[4:7]
    assert residue.byline == ("Olha Marchenko",)
    assert residue.credits == ("JND", "Reuters")
    assert residue.published is not None
    assert residue.published.at == datetime(2024, 5, 14, 3, 35, tzinfo=UTC)


def test_head_and_tail_in_many_lines() -> None:
    head = [
        "Bridge Closed",
        "Share",
        "Facebook",
        "By Ida Sand | May 14, 2024 10:00 AM BST",
        "Updated May 15, 2024",
        "3 min read",
    ]
    tail = [
        "Ida Sand covers roads for the Courier and lives in Norrvik with two dogs and a boat.",
        "Read more: Quay open",
        "© 2024 AFP",
    ]
    residue = separate(
        "\n".join([*head, f"NORRVIK (AP) — {LONG}", LONG, "ADVERTISEMENT", LONG, *tail]), "Bridge closed"
    )
    assert residue.text.split("\n") == [LONG, LONG, LONG, tail[0]]
    assert residue.published is not None
    assert residue.published.at == datetime(2024, 5, 14, 9, 0, tzinfo=UTC)
    assert (residue.byline, residue.dateline, residue.credits) == (
        ("Ida Sand",),
        "NORRVIK",
        ("AFP", "Associated Press"),
    )


BODIES = [
    f"{LONG}\nBy Ida Sand and Mats Ek\n{LONG}",
    f"{LONG}\nMay 14, 2024\n{LONG}",
    f"{LONG}\nEn\n{LONG}",
    f"{LONG}\nReuters contributed to this report.\n" + "\n".join([LONG] * 8),
    f"{LONG}\nWASHINGTON — {LONG}",
    f"{LONG}\nShare this article\n{LONG}",
    "“No.”\n“Yes.”\n“By Monday?”\n“Never.”",
    "1. Print\n2. The bridge\n3. The quay, which had been rebuilt after the storm of 2019, was open.",
    f"What to know\n{LONG}\nThe mayor, 52, had voted against it.",
]


@pytest.mark.parametrize("text", BODIES)
def test_body_text_is_never_eaten(text: str) -> None:
    assert separate(text).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Bridge closed until May\n\n{LONG}", "Bridge closed until May"),
        (f"Bridge closed until May\n{LONG}", "Bridge closed until May"),
        (f"Why is the bridge closed?\n\n{LONG}", "Why is the bridge closed?"),
        (f"Bridge Closed: Council Knew About Crack.\n\n{LONG}", "Bridge Closed: Council Knew About Crack"),
        (f"The bridge is closed.\n\n{LONG}", None),
        (f"“The bridge is closed!”\n\n{LONG}", None),
        ("The council closed the bridge between Norrvik and\nOsthamn on Monday. It will stay closed until May.", None),
        (
            "The council closed the bridge between Norrvik and\nthe island on Monday. It will stay closed until May.",
            None,
        ),
        (f"{LONG[:-1]}\n\n{LONG}", "set below"),
        ("Bridge closed", None),
        (f"Among those present were:\n\n{LONG}", None),
    ],
)
def test_titles_of_plain_texts(text: str, title: str | None) -> None:
    found, rest = split_title(text)
    expected = LONG[:-1] if title == "set below" else title
    assert found == expected
    assert rest == (text if expected is None else LONG)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("19, a senior adviser to the mayor ruled out a deal.", True),
        ("of the bridge, he said.", True),
        (", which was closed on Monday.", True),
        ("“of the bridge,” he said.", True),
        ("и мост закрыт, сказал он.", True),
        ("The bridge is closed.", False),
        ("“The bridge is closed,” he said.", False),
        ("al-Shabaab said it had left.", False),
        ("de Blasio said so.", False),
        ("iPhone sales fell.", False),
        ("19 people were hurt.", False),
        ("2024 was a bad year.", False),
        ("港口关闭。", False),
        ("$5 billion was spent.", False),
    ],
)
def test_texts_that_start_in_the_middle(text: str, cut: bool) -> None:
    assert starts_mid_sentence(text) is cut


def test_what_the_record_says_stands_before_what_the_text_says(tmp_path: Path) -> None:
    text = f"By Somebody Else\\nMay 15, 2024 08:00 AM UTC\\n{LONG}\\nReuters contributed to this report."
    record = f'{{"author": "Ida Sand", "credits": "AFP", "text": "{text}", "date": '
    (tmp_path / "a.jsonl").write_text(
        f'{record}"2024-05-14T10:00:00Z"}}\n{record}"2024-05-15"}}\n{record}"yesterday"}}\n'
    )
    articles = read_articles(tmp_path / "a.jsonl").articles
    assert articles.height == 1  # one outlet, title and text
    assert articles["byline"][0].to_list() == ["Ida Sand"]
    assert articles["credits"][0].to_list() == ["AFP", "Reuters"]
    assert articles["published_at"][0] == datetime(2024, 5, 14, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [("2024-05-15", datetime(2024, 5, 15, 8, 0, tzinfo=UTC)), ("yesterday", datetime(2024, 5, 15, 8, 0, tzinfo=UTC))],
)
def test_a_printed_time_completes_a_given_day(tmp_path: Path, given: str, expected: datetime) -> None:
    (tmp_path / "a.md").write_text(f"---\ndate: {given}\n---\nMay 15, 2024 08:00 AM UTC\n\n{LONG}")
    assert read_articles(tmp_path).articles["published_at"].to_list() == [expected]
