// The rows as a picture: a bar for each ratio, a whisker for its range, a mark at its limit.
import type { Row } from './rows.ts';

const width = 960;
const rowHeight = 22;
const headHeight = 34;
const left = 400;
const right = 150;
const top = 56;
/** Longer bars are cut off, and their numbers say so. */
const most = 4;

const colours = { met: '#2e7d32', noise: '#a66a00', missed: '#b3261e', none: '#5f6b7a' };
const sections = { latency: 'Latency', page: 'Cost for pages', growth: 'Growth' };

/** An SVG document; `title` says what was measured. */
export function toChart(rows: readonly Row[], title: string): string {
  const parts: string[] = [];
  let y = top;
  for (const [section, name] of Object.entries(sections)) {
    const own = rows.filter(row => row.section === section);
    if (own.length === 0) continue;
    parts.push(`<text x="16" y="${y + 20}" class="head">${name}</text>`);
    y += headHeight;
    for (const row of own) {
      parts.push(toBar(row, y));
      y += rowHeight;
    }
  }
  const height = y + 40;
  const grid = [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4].map(
    value =>
      `<line x1="${toX(value)}" x2="${toX(value)}" y1="${top - 4}" y2="${y}" class="${value === 1 ? 'one' : 'grid'}"/>` +
      `<text x="${toX(value)}" y="${y + 18}" class="tick">${value}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">
<style>
text { font: 13px system-ui, sans-serif; fill: #1b1f24 }
.title { font-size: 17px; font-weight: 600 } .head { font-weight: 600 } .tick { text-anchor: middle; fill: #5f6b7a }
.grid { stroke: #e3e6ea } .one { stroke: #5f6b7a } .whisker { stroke: #1b1f24 } .limit { stroke: #1b1f24; stroke-width: 2 }
</style>
<rect width="100%" height="100%" fill="#fff"/>
<text x="16" y="28" class="title">${escape(title)}</text>
<text x="${width - 16}" y="28" class="tick" style="text-anchor: end">ratios, thin line: 95 % range, thick mark: limit</text>
${grid.join('\n')}
${parts.join('\n')}
</svg>
`;
}

function toBar(row: Row, y: number): string {
  const { what, ratio, low, high, limit, verdict, isShare } = row;
  const middle = y + rowHeight / 2;
  const parts = [
    `<text x="16" y="${middle + 4}">${escape(what)}</text>`,
    `<rect x="${left}" y="${y + 5}" width="${toX(ratio) - left}" height="${rowHeight - 10}" fill="${colours[verdict ?? 'none']}"/>`,
  ];
  if (high > low)
    parts.push(`<line x1="${toX(low)}" x2="${toX(high)}" y1="${middle}" y2="${middle}" class="whisker"/>`);
  if (limit !== null)
    parts.push(
      `<line x1="${toX(limit)}" x2="${toX(limit)}" y1="${y + 2}" y2="${y + rowHeight - 2}" class="limit"/>`,
    );
  const value = isShare ? `${(ratio * 100).toFixed(0)} %` : ratio.toFixed(2);
  parts.push(`<text x="${width - right + 12}" y="${middle + 4}">${value} ${verdict ?? ''}</text>`);
  return parts.join('');
}

function toX(value: number): number {
  return Math.round(left + (Math.min(most, Math.max(0, value)) / most) * (width - left - right));
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
