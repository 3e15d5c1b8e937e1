import os
from pathlib import Path

import pytest

from entrepairs.directory.tests.import_tools import counts, previewed
from entrepairs.places.importing import import_file
from entrepairs.places.loading import load_shipped

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("ENTREPAIRS_SHARED", ROOT.parent / "shared")) / "data"

# ready, refused, probably already there
EXPECTED = {
    "spreadsheets/repertoire_nord_messy.xlsx": (247, 0, 17),
    "spreadsheets/services_moselle_utf16le_tab.txt": (127, 5, 2),
    "spreadsheets/services_nord_cp1252_semicolon.csv": (399, 1, 18),
    "spreadsheets/services_pdc_utf8bom_semicolon.csv": (208, 0, 4),
    "directories/be_hospitals_eurostat.csv": (152, 0, 0),
    "directories/be_pharmacies_osm.geojson": (738, 148, 20),
    "directories/fr_dila_annuaire_57.jsonl": (127, 5, 2),
    "directories/fr_dila_annuaire_59.jsonl": (399, 1, 18),
    "directories/fr_dila_annuaire_62.jsonl": (208, 0, 4),
    "directories/fr_psychiatric_sites_eurostat.csv": (102, 1, 1),
}
PLACES = (
    "be_municipalities_2025.csv",
    "be_postcodes_geonames.csv",
    "fr_north_postcodes_geonames.csv",
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the shared files are not here"),
]


def test_every_shared_file_loads_or_is_refused_row_by_row():
    load_shipped()
    for name in PLACES:
        import_file(SHARED / "geography" / name)

    found = {
        name: counts(previewed((SHARED / name).read_bytes(), Path(name).name))
        for name in EXPECTED
    }

    assert found == EXPECTED
