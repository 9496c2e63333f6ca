/** Whole steps of 1, 2 or 5 times a power of ten that reach from min to max. */
export function niceScale(min, max) {
  const range = max - min || 1;
  const rough = range / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= rough);
  const from = Math.floor(min / step) * step;
  const to = Math.ceil((max === min ? max + step : max) / step) * step;
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toPrecision(12)));
  return { min: from, max: to, ticks };
}

export function bandsOf(categories, left, width) {
  const each = width / categories.length;
  return categories.map((_, i) => ({ start: left + each * i, width: each, center: left + each * (i + 0.5) }));
}

/** SVG paths of the slices in a square of 220 with the first at the top. */
export function pieSlices(values) {
  const total = values.reduce((sum, value) => sum + value, 0);
  const at = (share) => {
    const angle = share * 2 * Math.PI - Math.PI / 2;
    return `${110 + 100 * Math.cos(angle)} ${110 + 100 * Math.sin(angle)}`;
  };
  if (values.length === 1) return ['M110 10 A100 100 0 1 1 109.99 10 Z'];
  let passed = 0;
  return values.map((value) => {
    const from = passed / total;
    passed += value;
    const to = passed / total;
    return `M110 110 L${at(from)} A100 100 0 ${to - from > 0.5 ? 1 : 0} 1 ${at(to)} Z`;
  });
}
