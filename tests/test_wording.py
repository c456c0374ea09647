from __future__ import annotations

import pytest

from jalons.fuzzydate import FuzzyDate
from jalons.schema import HOW as HOW_VALUES
from jalons.types import LABELS as LABEL_VALUES
from jalons.wording import HOW, LABELS, date_in_french


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2017-03-01", "1er mars 2017"),
        ("2014-11", "novembre 2014"),
        ("2012", "2012"),
        ("199X", "années 1990"),
        ("18XX", "XIXe siècle"),
        ("1998-21", "printemps 1998"),
        ("2019-24", "hiver 2019-2020"),
        ("2023-33", "1er trimestre 2023"),
        ("2022-41", "2e semestre 2022"),
        ("1995~", "vers 1995"),
        ("2017-03-01~", "vers le 1er mars 2017"),
        ("1998-22~", "vers l’été 1998"),
        ("2011?", "2011 (incertain)"),
        ("2011%", "vers 2011 (incertain)"),
        ("2015-01-07/2015-01-09", "du 7 au 9 janvier 2015"),
        ("2019-02-28/2019-03-02", "du 28 février au 2 mars 2019"),
        ("2018-12-30/2019-01-01", "du 30 décembre 2018 au 1er janvier 2019"),
        ("2019-04/2019-06", "d’avril à juin 2019"),
        ("2018-09/2019-08", "de septembre 2018 à août 2019"),
        ("2007/2009", "de 2007 à 2009"),
        ("193X/196X", "des années 1930 aux années 1960"),
        ("17XX/18XX", "du XVIIIe siècle au XIXe siècle"),
        ("1998-22/1998-23", "de l’été 1998 à l’automne 1998"),
        ("2020~/2022~", "de 2020 à 2022 environ"),
        ("1945~/1955", "de 1945 à 1955 environ"),
        ("2016/..", "à partir de 2016"),
        ("2016-10/..", "à partir d’octobre 2016"),
        ("2016-04-05/..", "à partir du 5 avril 2016"),
        ("199X/..", "à partir des années 1990"),
        ("2022~/..", "à partir de 2022 environ"),
        ("../2019", "jusqu’en 2019"),
        ("../2023-09", "jusqu’en septembre 2023"),
        ("../2019-03-01", "jusqu’au 1er mars 2019"),
        ("../199X", "jusqu’aux années 1990"),
        ("../1998-22", "jusqu’à l’été 1998"),
        ("../2024-12~", "jusqu’en décembre 2024 environ"),
        ("1800~/1833~", "début du XIXe siècle"),
        ("2004~/2006~", "milieu des années 2000"),
        ("2019-09~/2019-12~", "fin 2019"),
        ("2020-02-21~/2020-02-29~", "fin février 2020"),
        ("{2023-10-05,2023-10-12,2023-10-19}", "5, 12 et 19 octobre 2023"),
        ("{2023-10-31,2023-11-07}", "31 octobre 2023 et 7 novembre 2023"),
        ("{2019,2021}", "2019 et 2021"),
    ],
)
def test_dates_in_french(edtf: str, words: str) -> None:
    assert date_in_french(FuzzyDate.from_edtf(edtf)) == words


def test_an_unknown_date() -> None:
    assert date_in_french(None) == "date inconnue"


def test_every_value_has_its_words() -> None:
    assert set(HOW) == set(HOW_VALUES)
    assert list(LABELS) == list(LABEL_VALUES)
