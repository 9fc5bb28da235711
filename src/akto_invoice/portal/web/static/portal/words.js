/* The words of a page and where they stand: [text, x0, y0, x1, y1], in points. Pure functions. */

const SIDES = (word) => ({ x0: word[1], y0: word[2], x1: word[3], y1: word[4] });

/* The word under a point, or null. */
export function wordAt(words, { x, y }) {
  return words.find((word) => {
    const { x0, y0, x1, y1 } = SIDES(word);
    return x0 <= x && x <= x1 && y0 <= y && y <= y1;
  }) ?? null;
}

/* The words whose middle is within the rectangle from one corner to the other, in reading order. */
export function wordsWithin(words, from, to) {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  const inside = words.filter((word) => {
    const { x0, y0, x1, y1 } = SIDES(word);
    const [x, y] = [(x0 + x1) / 2, (y0 + y1) / 2];
    return left <= x && x <= right && top <= y && y <= bottom;
  });
  return inside.sort((a, b) => (onOneLine(a, b) ? a[1] - b[1] : a[2] - b[2]));
}

/* The word with those beside it that belong to the same number: « 1 », « 200,00 », « € » are one amount. */
export function numberAround(words, word) {
  const isPart = (other) => /^[\d.,\u00a0\u202f€]+$/.test(other[0]);
  if (!isPart(word)) return [word];
  const line = words.filter((other) => onOneLine(other, word)).sort((a, b) => a[1] - b[1]);
  const joins = (a, b) => isPart(a) && isPart(b) && b[1] - a[3] < 0.6 * (word[4] - word[2]);
  let first = line.indexOf(word);
  let last = first;
  while (first > 0 && joins(line[first - 1], line[first])) first -= 1;
  while (last < line.length - 1 && joins(line[last], line[last + 1])) last += 1;
  return line.slice(first, last + 1);
}

/* The smallest box around words, as the attributes of an SVG rectangle. */
export function boxAround(words) {
  const [x, y] = [Math.min(...words.map((word) => word[1])), Math.min(...words.map((word) => word[2]))];
  const [right, bottom] = [Math.max(...words.map((word) => word[3])), Math.max(...words.map((word) => word[4]))];
  return { x, y, width: right - x, height: bottom - y };
}

function onOneLine(a, b) {
  const middle = (a[2] + a[4]) / 2;
  return b[2] <= middle && middle <= b[4];
}
