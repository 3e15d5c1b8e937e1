// @ts-check
/** What lies under the teams: borders or tiles, names of towns, the circle searched. */

const TOWNS_FROM = [[10, 0], [9, 40000], [8, 75000], [7, 180000], [5, 450000], [0, 1500000]];

/** `west,south,east,north` as Leaflet's corners. @param {number[]} box */
export const corners = ([west, south, east, north]) => [[south, west], [north, east]];

/** @param {string} text */
export const numbers = (text) => text.split(",").map(Number);

/** The map's extent, as the addresses tell it. @param {any} map */
export const edges = (map) => {
  const { _southWest: low, _northEast: high } = map.getBounds();
  const edge = (degrees, most) => Math.max(-most, Math.min(most, degrees)).toFixed(4);
  return [edge(low.lng, 180), edge(low.lat, 90), edge(high.lng, 180), edge(high.lat, 90)].join(",");
};

export class Ground {
  /** @param {any} map @param {DOMStringMap} told @param {number[][]} home */
  constructor(map, told, home) {
    this.L = /** @type {any} */ (window).L;
    this.map = map;
    this.area = this.L.layerGroup().addTo(map);
    this.towns = this.L.layerGroup().addTo(map);
    if (told.tiles) {
      this.L.tileLayer(told.tiles, { attribution: told.attribution, maxZoom: 19 }).addTo(map);
    } else {
      this.borders(told, this.L.latLngBounds(home).pad(1.2));
      this.label(JSON.parse(told.towns || "[]"));
    }
  }

  /** Our country at once, those around when they come into sight. */
  async borders(told, home) {
    const abroad = () => {
      if (home.contains(this.map.getBounds())) return;
      this.map.off("moveend", abroad);
      this.draw(told.outlines, "land");
    };
    this.map.on("moveend", abroad);
    await Promise.all((told.boundaries ?? "").split(" ").filter(Boolean).map((one) => this.draw(one, "land land--home")));
    abroad();
  }

  /** @param {string} address @param {string} className */
  async draw(address, className) {
    const answer = await fetch(address).catch(() => undefined);
    if (!answer?.ok) return; // a map without borders still has its teams
    const look = { style: { className }, interactive: false };
    this.L.geoJSON(await answer.json(), look).addTo(this.map).bringToBack();
  }

  /** @param {string} text `latitude,longitude,km` or nothing */
  circle(text) {
    this.area.clearLayers();
    if (!text) return;
    const [latitude, longitude, km] = text.split(",").map(Number);
    const look = { className: "around", interactive: false, radius: km * 1000 };
    this.L.circle([latitude, longitude], look).addTo(this.area);
  }

  /** @param {[string, number, number, number][]} towns */
  label(towns) {
    const draw = () => {
      const least = TOWNS_FROM.find(([zoom]) => this.map.getZoom() >= zoom)?.[1] ?? 0;
      const seen = this.map.getBounds();
      this.towns.clearLayers();
      for (const [name, latitude, longitude, people] of towns) {
        if (people >= least && seen.contains([latitude, longitude])) {
          this.town(name, [latitude, longitude]);
        }
      }
    };
    this.map.on("moveend", draw);
    draw();
  }

  /** @param {string} name @param {number[]} position */
  town(name, position) {
    const text = document.createElement("span");
    text.textContent = name;
    text.ariaHidden = "true";
    const icon = this.L.divIcon({ className: "town", html: text, iconSize: [0, 0] });
    const look = { icon, keyboard: false, interactive: false, zIndexOffset: -10000 };
    this.L.marker(position, look).addTo(this.towns);
  }
}
