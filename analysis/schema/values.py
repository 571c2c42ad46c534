"""What the values mean that a column may have."""

from __future__ import annotations

FLAGS: dict[str, str] = {
    "starts_mid_sentence": "its beginning was cut off",
    "replaced_characters": "some bytes were no characters in its encoding",
    "unread_date": "the date given is none, or no complete one",
    "implausible_date": "the date given is before 1600 or after 2100",
    "ambiguous_date": "the date given is one like 3/4/2024, read as March 4",
    "id_clash": "another article has the id it came with",
    "not_annotated": "the pipeline does not read its language, or it is longer than any article",
}
"""What the flags of an article mean."""

ENTITY_LABELS: dict[str, str] = {
    "PERSON": "a person",
    "NORP": "people by nation, religion or politics ('Danes', 'Republican')",
    "FAC": "something built: a bridge, an airport, a building",
    "ORG": "an organisation: a company, ministry, party, team, outlet",
    "GPE": "a country, state or city",
    "LOC": "another place: a region, continent, sea, river or mountain",
    "PRODUCT": "a product: a vehicle, weapon, app",
    "EVENT": "a named event; the shipped model calls it MISC",
    "DATE": "a day, month, year, time or span of time",
    "MONEY": "an amount of money",
    "MISC": "another name: of a law, a work of art, a prize",
}
"""What the labels of entities mean. They are spaCy's; ``analysis.language.labels`` says what becomes of all others."""

ACTIONS: dict[str, str] = {
    "merge_sources": "item is the same source as other, and goes by its name; kind:Name gives a new one",
    "split_source": "item (SOURCE@ARTICLE) is somebody else in that article: other, or a source of its own",
    "set_speaker": "the claim item was made by the source other; 'none' if nobody is named",
    "set_content": "the words of the claim item are other: START-END in its article, or the words as printed there",
    "drop_claim": "item is no claim",
    "link_claims": "the claims item and other belong together, by relation",
    "unlink_claims": "the claims item and other do not belong together; by relation, if one is given",
}
"""What a row of corrections.csv can do."""

VERDICTS: dict[str, str] = {
    "yes": "it is a claim, with the right speaker and the right words",
    "no": "it is no claim",
    "speaker": "it is a claim of somebody else",
    "span": "it is a claim of that speaker, but its words begin or end elsewhere",
    "skip": "the person could not tell; it counts nowhere",
}
"""What a row of reviews.csv can answer."""

RELATIONS: dict[str, str] = {
    "same_utterance": "the same words of the same speaker on the same occasion",
    "same_claim": "the same proposition, by another speaker or on another occasion",
    "contradicts": "they cannot both be true, or one denies the other",
}
"""How two claims can belong together."""
