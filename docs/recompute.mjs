// Computes every line of `voltward settle --json` again, from what the line itself says: node docs/recompute.mjs result.json
// Needs nothing of Voltward. Numbers are exact fractions; nothing is rounded but where a line says so.
import { readFileSync } from "node:fs";

const gcd = (a, b) => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
const fraction = (n, d) => {
  if (d === 0n) throw new Error("division by zero");
  const g = gcd(n, d) * (d < 0n ? -1n : 1n);
  return { n: n / g, d: d / g };
};
const parse = (text) => {
  const m = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(text));
  if (!m) throw new Error(`not a number: ${text}`);
  const decimals = m[3] ?? "";
  return fraction(BigInt(m[1] + m[2] + decimals), 10n ** BigInt(decimals.length));
};
const add = (a, b) => fraction(a.n * b.d + b.n * a.d, a.d * b.d);
const sub = (a, b) => fraction(a.n * b.d - b.n * a.d, a.d * b.d);
const mul = (a, b) => fraction(a.n * b.n, a.d * b.d);
const div = (a, b) => fraction(a.n * b.d, a.d * b.n);
const less = (a, b) => a.n * b.d < b.n * a.d;
const same = (a, b) => a.n === b.n && a.d === b.d;
const floor = (a) => (a.n < 0n ? -((-a.n + a.d - 1n) / a.d) : a.n / a.d);

/** To 30 decimals, by Newton on whole numbers. */
const sqrt = (a) => {
  const scale = 10n ** 30n;
  const wanted = (a.n * scale * scale) / a.d;
  let root = 10n ** BigInt(String(wanted).length / 2 + 1 | 0);
  for (let next = (root + wanted / root) / 2n; next < root; next = (root + wanted / root) / 2n) root = next;
  return fraction(root, scale);
};

const functions = { max: (a, b) => (less(a, b) ? b : a), min: (a, b) => (less(a, b) ? a : b), sqrt };

/** sum = product {(+|-) product}; product = atom {(*|/) atom}; atom = number | name | function(sum, …) | (sum) */
const evaluate = (formula, inputs) => {
  const tokens = formula.match(/[A-Za-z][A-Za-z0-9]*|\d+(?:\.\d+)?|[-+*/(),]/g) ?? [];
  let at = 0;
  const take = (...kinds) => (kinds.includes(tokens[at]) ? tokens[at++] : null);
  const expect = (token) => { if (!take(token)) throw new Error(`${token} expected in ${formula}`); };
  const sum = () => {
    let value = product();
    for (let op; (op = take("+", "-")); ) value = op === "+" ? add(value, product()) : sub(value, product());
    return value;
  };
  const product = () => {
    let value = atom();
    for (let op; (op = take("*", "/")); ) value = op === "*" ? mul(value, atom()) : div(value, atom());
    return value;
  };
  const atom = () => {
    if (take("(")) { const inner = sum(); expect(")"); return inner; }
    const word = tokens[at++];
    if (/^\d/.test(word)) return parse(word);
    if (!take("(")) {
      if (!(word in inputs)) throw new Error(`no input ${word} for ${formula}`);
      return parse(inputs[word]);
    }
    const args = [sum()];
    while (take(",")) args.push(sum());
    expect(")");
    return functions[word](...args);
  };
  const value = sum();
  if (at !== tokens.length) throw new Error(`cannot read ${formula}`);
  return value;
};

/** `0.01 half-up`: to the step, halves away from zero. */
const round = (value, rounding) => {
  const [step, rule] = rounding.split(" ");
  if (rule !== "half-up") throw new Error(`unknown rounding ${rounding}`);
  const size = parse(step);
  const positive = value.n < 0n ? sub(parse("0"), value) : value;
  const steps = floor(add(div(positive, size), parse("0.5")));
  const rounded = mul(fraction(steps, 1n), size);
  return value.n < 0n ? sub(parse("0"), rounded) : rounded;
};

const near = (a, b) => { const gap = sub(a, b); return !less(parse("0.000000000000000001"), gap.n < 0n ? sub(parse("0"), gap) : gap); };
const wrong = [];
let lines = 0;
const cases = JSON.parse(readFileSync(process.argv[2], "utf8"));
for (const answer of cases) {
  const sums = { energy: parse("0"), charge: parse("0"), penalty: parse("0") };
  for (const [index, line] of answer.lines.entries()) {
    if (line.unit === "instant" || line.formula.startsWith("scale(")) continue;
    lines++;
    const exact = evaluate(line.formula, line.inputs);
    const printed = parse(line.value);
    if (line.rounding === "none" ? !near(exact, printed) : !same(round(exact, line.rounding), printed)) wrong.push(`${answer.id} line ${index + 1}: ${line.formula}`);
    if (line.kind in sums) sums[line.kind] = add(sums[line.kind], printed);
  }
  const { result } = answer;
  if (result?.total != null && result.fee != null && result.penalty != null) {
    if (!same(sums.charge, parse(result.fee))) wrong.push(`${answer.id}: the charge lines do not sum to ${result.fee}`);
    if (!same(sums.penalty, parse(result.penalty))) wrong.push(`${answer.id}: the penalty lines do not sum to ${result.penalty}`);
    if (!same(add(parse(result.fee), parse(result.penalty)), parse(result.total))) wrong.push(`${answer.id}: the total is not ${result.total}`);
  }
}
for (const text of wrong.slice(0, 20)) console.log(text);
console.log(`${cases.length} cases, ${lines} lines, ${wrong.length} differences`);
process.exit(wrong.length === 0 ? 0 : 1);
