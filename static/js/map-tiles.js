// Lays the map of practices on tiles, when a reader asks for it. Without it, the drawing and its table say the same.
const RADIUS = 7;
const FRANCE = [[41.3, -5.2], [51.1, 9.6]];
let leaflet;

function loadLeaflet({ leaflet: script, style }) {
  leaflet ??= new Promise((done, failed) => {
    document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
    document.head.append(Object.assign(document.createElement("script"), { src: script, onload: done, onerror: failed }));
  });
  return leaflet;
}

function popup({ title, url, outcome }) {
  const link = Object.assign(document.createElement("a"), { href: url, textContent: title });
  const box = document.createElement("p");
  box.append(link, ` ${outcome.map(({ label }) => label).join(", ")}`);
  return box;
}

async function lay(box) {
  const { tiles, credit, practices } = box.dataset;
  const [answer] = await Promise.all([fetch(practices), loadLeaflet(box.dataset)]);
  const features = (await answer.json()).features.filter(({ geometry }) => geometry);
  const frame = document.createElement("div");
  frame.className = "map-laid";
  box.replaceChildren(frame);
  const map = window.L.map(frame).fitBounds(FRANCE);
  window.L.tileLayer(tiles, { attribution: new Option(credit).innerHTML, maxZoom: 18 }).addTo(map);
  const points = window.L.geoJSON(features, {
    pointToLayer: (_, place) => window.L.circleMarker(place, { radius: RADIUS, className: "map-laid-point" }),
    onEachFeature: ({ properties }, layer) => layer.bindPopup(popup(properties)),
  }).addTo(map);
  if (features.length) map.fitBounds(points.getBounds(), { maxZoom: 13, padding: [20, 20] });
}

function offer() {
  for (const box of document.querySelectorAll(".map-tiles[hidden]")) {
    box.hidden = false;
    box.querySelector("button").addEventListener("click", () => {
      lay(box).catch(() => box.replaceChildren("Le fond de carte ne répond pas. La carte et son tableau restent là."));
    });
  }
}

offer();
document.addEventListener("htmx:load", offer);
