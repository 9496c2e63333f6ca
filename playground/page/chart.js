import { bandsOf, niceScale, pieSlices } from './chart-geometry.js';
import { html, useId } from './html.js';

const width = 520;
const height = 240;
const margins = { top: 12, right: 12, bottom: 28, left: 48 };
/** A label under the axis needs a line more. */
const labelHeight = 18;

/** A data_visualization block as an inline SVG with the same figures as a table for screen readers. */
export function Chart({ title, chart }) {
  const id = useId();
  const names =
    chart.type === 'pie' ? chart.segments.map(({ label }) => label) : chart.series.map(({ name }) => name);
  return html`<figure class="block chart">
    <figcaption id=${id}>${title}</figcaption>
    ${chart.type === 'pie' ? html`<${Pie} segments=${chart.segments} labelledBy=${id} />` : html`<${Axes} chart=${chart} labelledBy=${id} />`}
    <ul class="legend">
      ${names.map(
        (name, i) =>
          html`<li><i class=${`swatch series-${i}`}></i>${name}${chart.type === 'pie' ? `: ${chart.segments[i].value}` : ''}</li>`,
      )}
    </ul>
    <${Figures} chart=${chart} />
  </figure>`;
}

function Pie({ segments, labelledBy }) {
  return html`<svg viewBox="0 0 220 220" class="pie" role="img" aria-labelledby=${labelledBy}>
    ${pieSlices(segments.map(({ value }) => value)).map((path, i) => html`<path d=${path} class=${`series-${i}`} />`)}
  </svg>`;
}

function Axes({ chart, labelledBy }) {
  const { series, axis_config: axis } = chart;
  const { categories } = axis;
  const margin = axis.x_label ? { ...margins, bottom: margins.bottom + labelHeight } : margins;
  const values = series.flatMap(({ data }) => data.map(({ value }) => value));
  const scale = niceScale(Math.min(0, ...values), Math.max(0, ...values));
  const inner = { width: width - margin.left - margin.right, height: height - margin.top - margin.bottom };
  const y = (value) => margin.top + inner.height * (1 - (value - scale.min) / (scale.max - scale.min));
  const bands = bandsOf(categories, margin.left, inner.width);
  const drawn = { chart, bands, y, zero: y(Math.max(0, scale.min)) };
  return html`<svg viewBox=${`0 0 ${width} ${height}`} role="img" aria-labelledby=${labelledBy}>
    ${scale.ticks.map(
      (tick) => html`<g class="tick">
        <line x1=${margin.left} x2=${width - margin.right} y1=${y(tick)} y2=${y(tick)} />
        <text x=${margin.left - 8} y=${y(tick)} dy="0.32em" text-anchor="end">${tick}</text>
      </g>`,
    )}
    ${categories.map(
      (name, i) =>
        html`<text class="category" x=${bands[i].center} y=${height - margin.bottom + 18} text-anchor="middle">${name}</text>`,
    )}
    ${axis.x_label && html`<text class="axis" x=${margin.left + inner.width / 2} y=${height - 6} text-anchor="middle">${axis.x_label}</text>`}
    ${axis.y_label && html`<text class="axis" transform=${`translate(12 ${margin.top + inner.height / 2}) rotate(-90)`} text-anchor="middle">${axis.y_label}</text>`}
    ${chart.type === 'bar' ? html`<${Bars} ...${drawn} />` : html`<${Lines} ...${drawn} />`}
  </svg>`;
}

function Bars({ chart, bands, y, zero }) {
  const { series, axis_config: axis } = chart;
  return series.flatMap(({ data }, s) =>
    data.map(({ label, value }) => {
      const band = bands[axis.categories.indexOf(label)];
      const each = (band.width * 0.76) / series.length;
      const top = Math.min(y(value), zero);
      return html`<rect
        class=${`series-${s}`}
        x=${band.start + band.width * 0.12 + each * s}
        y=${top}
        width=${Math.max(1, each - 2)}
        height=${Math.abs(y(value) - zero)}
        rx="2"
      />`;
    }),
  );
}

function Lines({ chart, bands, y, zero }) {
  const { series, axis_config: axis, type } = chart;
  return series.map(({ data }, s) => {
    const points = data.map(({ label, value }) => [bands[axis.categories.indexOf(label)].center, y(value)]);
    const line = points.map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px} ${py}`).join(' ');
    const area = `${line} L${points.at(-1)[0]} ${zero} L${points[0][0]} ${zero} Z`;
    return html`<g>
      ${type === 'area' && html`<path d=${area} class=${`area series-${s}`} />`}
      <path d=${line} class=${`line series-${s}`} />
      ${points.map(([px, py]) => html`<circle cx=${px} cy=${py} r="3" class=${`series-${s}`} />`)}
    </g>`;
  });
}

function Figures({ chart }) {
  if (chart.type === 'pie') return null;
  const { series, axis_config: axis } = chart;
  const cell = ({ data }, category) => data.find(({ label }) => label === category)?.value ?? '';
  return html`<table class="visually-hidden">
    <tr><td></td>${series.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
    ${axis.categories.map(
      (category) =>
        html`<tr><th scope="row">${category}</th>${series.map((one) => html`<td>${cell(one, category)}</td>`)}</tr>`,
    )}
  </table>`;
}
