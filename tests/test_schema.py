"""What the schema declares is what comes out."""

import json
from pathlib import Path

from analysis.annotate import NOT_ANNOTATED
from analysis.articles import read_articles
from analysis.schema import FLAGS

TEXT = "The bridge over the Tarn is closed, the council said on Monday."


def test_every_flag_is_declared_and_every_declared_one_is_raised(tmp_path: Path) -> None:
    odd = {
        "starts_mid_sentence": {"text": "of the bridge, the council said on Monday."},
        "replaced_characters": {"text": f"{TEXT} It cost 3 \ufffd."},
        "unread_date": {"text": TEXT, "date": "on a fine morning"},
        "implausible_date": {"text": TEXT, "date": "0001-01-01"},
        "ambiguous_date": {"text": TEXT, "date": "3/4/2024"},
    }
    records = [{"id": name, "outlet": name, **fields} for name, fields in odd.items()]
    records += [{"id": "1", "text": TEXT}, {"id": "1", "outlet": "id_clash", "text": TEXT}]
    (tmp_path / "odd.json").write_text(json.dumps(records), encoding="utf8")
    articles = read_articles(tmp_path).articles
    raised = dict(articles.select("outlet", "flags").explode("flags").drop_nulls().iter_rows())
    assert raised == {name: name for name in FLAGS if name != NOT_ANNOTATED}
    assert NOT_ANNOTATED in FLAGS
