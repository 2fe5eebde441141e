import { writeFileSync } from "node:fs";

/** Measurements of one family by size. */
export interface Curve {
  readonly name: string;
  readonly points: readonly { readonly n: number; readonly milliseconds: number }[];
}

const WIDTH = 860;
const HEIGHT = 440;
const LEFT = 60;
const PLOT = 440;
const TOP = 20;
const BOTTOM = 400;
const COLORS = [
  "#1b6ca8",
  "#c0392b",
  "#2e8b57",
  "#8e44ad",
  "#d68910",
  "#117a65",
  "#7b241c",
  "#34495e",
  "#7d6608",
  "#e74c8b",
];

/** Draws milliseconds over n, both on logarithmic scales: a straight line is a power of n. */
export function drawCurves(file: string, curves: readonly Curve[]): void {
  const all = curves.flatMap(({ points }) => points);
  const largest = Math.max(...all.map(({ milliseconds }) => milliseconds), 1);
  const x = (n: number): number => LEFT + (Math.log2(n) / 6) * (PLOT - 20);
  const y = (ms: number): number => {
    const share = (Math.log10(Math.max(ms, 0.01)) + 2) / (Math.log10(largest) + 2);
    return BOTTOM - share * (BOTTOM - TOP);
  };
  const lines = curves.flatMap(({ name, points }, index) => {
    const color = COLORS[index % COLORS.length] ?? "black";
    const path = points.map(({ n, milliseconds }) => `${x(n).toFixed(1)},${y(milliseconds).toFixed(1)}`).join(" ");
    const row = TOP + 14 + index * 20;
    return [
      `<polyline fill="none" stroke="${color}" stroke-width="2" points="${path}"/>`,
      `<text x="${PLOT + LEFT + 10}" y="${row}" fill="${color}">${name}</text>`,
    ];
  });
  const sizes = [1, 2, 4, 8, 16, 32, 64].map(
    (n) => `<text x="${x(n)}" y="${BOTTOM + 20}" text-anchor="middle">${n}</text>`,
  );
  const ticks = [0.1, 1, 10, 100].filter((ms) => ms <= largest);
  const marks = ticks.map((ms) => `<text x="${LEFT - 8}" y="${y(ms) + 4}" text-anchor="end">${ms} ms</text>`);
  const axes = `<path d="M${LEFT} ${TOP}V${BOTTOM}H${PLOT + LEFT}" fill="none" stroke="black"/>`;
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="12">`;
  const background = `<rect width="${WIDTH}" height="${HEIGHT}" fill="white"/>`;
  writeFileSync(file, [open, background, axes, ...sizes, ...marks, ...lines, "</svg>", ""].join("\n"));
}
