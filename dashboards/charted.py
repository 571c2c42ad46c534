"""Which charts the pages show: the metric of each, its words and its marks."""

from __future__ import annotations

from dashboards.recipes import Recipe

INTERVALS = "with 95 % intervals, dotted where articles are few"
ALONE = "One outlet alone shares nothing. Choose two or more outlets."
SOURCED = ("claims", "sources", "articles")
WORDED = ("sentences", "claims", "articles")

COVERAGE = Recipe(
    "coverage",
    "Coverage over time",
    "Articles by date of publication; thin lines are 95 % intervals of the rate. Click a bar for its articles.",
    "coverage_over_time",
    ("articles",),
    "coverage_over_time_chart",
    by=("bucket",),
    options=(("by", "auto"),),
)
SOURCE_COUNTS = Recipe(
    "who-gets-cited",
    "Who gets cited",
    f"Share of each outlet’s claims, {INTERVALS}. Click a mark for its claims.",
    "source_counts",
    SOURCED,
    "source_counts_chart",
)
SOURCE_OVERLAP = Recipe(
    "shared-sources",
    "Whom two outlets both cite",
    "Named sources cited by both, as a share of those cited by either, with 95 % intervals. Click one for the claims.",
    "source_overlap",
    SOURCED,
    "source_overlap_chart",
    coloured=False,
    alone=ALONE,
)
SOURCE_MATRIX = Recipe(
    "who-quotes-whom",
    "Who quotes whom",
    "Share of each outlet’s claims that each of the most cited sources has; alike beside alike. Click one for its "
    "claims.",
    "source_matrix",
    SOURCED,
    "source_matrix_chart",
    coloured=False,
)
SOURCE_DIVERSITY = Recipe(
    "how-many-sources",
    "How many sources it lives on",
    f"How many equally cited sources would be as diverse, at equal output, {INTERVALS}. Click one for its claims.",
    "source_diversity",
    SOURCED,
    "source_diversity_chart",
)
EXCLUSIVE_SOURCES = Recipe(
    "exclusive-sources",
    "Sources that only one outlet has",
    f"Share of an outlet’s sources on a story that no other cites there, {INTERVALS}; grey is what chance gives. "
    "Click a mark for its claims.",
    "exclusive_sources",
    SOURCED,
    "exclusive_sources_chart",
    alone=ALONE,
)
AGENCY_DEPENDENCE = Recipe(
    "news-agencies",
    "What comes from news agencies",
    f"Share of each outlet’s claims by whether an agency is credited or relayed, {INTERVALS}. Click a mark for its "
    "claims.",
    "agency_dependence",
    SOURCED,
    "agency_dependence_chart",
)
COPIED = Recipe(
    "copied-text",
    "What others print too",
    f"Share of each outlet’s words that others have too, {INTERVALS}; “copied” is what another had first, or at a time "
    "that nothing tells. Click a mark for the passages.",
    "copied_text",
    ("passages", "articles"),
    "copied_text_chart",
    alone=ALONE,
)
QUOTATION_MIX = Recipe(
    "quoted-or-retold",
    "Quoted or retold",
    f"Share of each outlet’s words, {INTERVALS}. Click a mark for its claims.",
    "quotation_mix",
    ("claims", "articles"),
    "quotation_mix_chart",
)
REPORTING_VERBS = Recipe(
    "reporting-verbs",
    "Verbs that report",
    f"Share of each outlet’s claims on a square-root scale, {INTERVALS}. Click a mark for its claims.",
    "reporting_verbs",
    ("claims", "articles"),
    "reporting_verbs_chart",
)
WORDS = Recipe(
    "distinctive-words",
    "Words that set outlets apart",
    "How much more an outlet uses a word than others do (log-odds), with 95 % intervals; a hollow mark may be chance. "
    "Click one for its sentences.",
    "distinctive_words",
    ("claims", "articles"),
    "distinctive_words_chart",
    by=("word",),
    options=(("voice", "outlet"),),
    alone="Words set an outlet apart from others. Choose two or more outlets.",
)
LOADED = Recipe(
    "loaded-words",
    "Loaded words",
    f"Words that judge, in 1,000, {INTERVALS}. A list says so, whatever a word means in its sentence. Click a mark for "
    "the sentences.",
    "loaded_words",
    WORDED,
    "loaded_words_chart",
    by=("class",),
)
CERTAINTY = Recipe(
    "certainty",
    "Certainty and doubt",
    f"Hedges, modal verbs and boosters in 1,000 words, {INTERVALS}. Click a mark for the sentences.",
    "certainty_markers",
    WORDED,
    "certainty_markers_chart",
    by=("class",),
)
AGENCY = Recipe(
    "who-acts",
    "Who is said to act",
    "Clauses of who does what to whom, by whether the actor is said first, last or not at all, "
    f"{INTERVALS}. Click a mark for the clauses.",
    "agency",
    ("clauses", "articles"),
    "agency_chart",
    by=("form",),
)
FRAMES = Recipe(
    "frames",
    "Frames",
    f"Share of sentences expected to have each frame, by their words, {INTERVALS}. Click a mark for those that most "
    "probably do.",
    "frames",
    ("sentences", "articles"),
    "frames_chart",
    by=("frame",),
)
NAMES = Recipe(
    "what-one-event-is-called",
    "What one event is called",
    "How often each outlet takes which noun for it, dark in its own words, light in its sources’. All phrases are "
    "counted, so there is no interval. Click a bar for the sentences.",
    "event_name_counts",
    ("event_names", "articles"),
    "event_name_counts_chart",
    by=("event_id", "head", "voice"),
)
