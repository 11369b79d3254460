// Numbers as Python has them: exact decimals, rounding half to even, and how a double is written.
const policykitSelfcheck = {};
policykitSelfcheck.numbers = (() => {
  "use strict";

  const PRECISION = 28; // significant digits that Python's decimal keeps in a product

  // A finite double is ±digits / 10^places, exactly.
  /** @type {(number: number) => { negative: boolean, digits: bigint, places: number }} */
  const exact = (number) => {
    const view = new DataView(new ArrayBuffer(8));
    view.setFloat64(0, number);
    const bits = view.getBigUint64(0);
    const exponent = Number((bits >> 52n) & 0x7ffn);
    const fraction = bits & 0xfffffffffffffn;
    const mantissa = exponent ? fraction | (1n << 52n) : fraction;
    const power = (exponent || 1) - 1075;
    const negative = bits >> 63n === 1n;
    return power >= 0
      ? { negative, digits: mantissa << BigInt(power), places: 0 }
      : { negative, digits: mantissa * 5n ** BigInt(-power), places: -power };
  };

  // `digits` without the last `count` of them, rounded half to even.
  /** @type {(digits: bigint, count: number) => bigint} */
  const shorten = (digits, count) => {
    if (count <= 0) return digits;
    const unit = 10n ** BigInt(count);
    const whole = digits / unit,
      twice = (digits % unit) * 2n;
    return twice > unit || (twice === unit && whole % 2n === 1n) ? whole + 1n : whole;
  };

  // round(number, places)
  /** @type {(number: number, places: number) => number} */
  const round = (number, places) => {
    if (!Number.isFinite(number)) return number;
    const { negative, digits, places: have } = exact(number);
    if (have <= places) return number;
    return Number(`${negative ? "-" : ""}${shorten(digits, have - places)}E-${places}`);
  };

  // f"{number:.{precision}g}"
  /** @type {(number: number, precision: number) => string} */
  const general = (number, precision) => {
    if (!Number.isFinite(number)) return Number.isNaN(number) ? "nan" : number < 0 ? "-inf" : "inf";
    const { negative, digits, places } = exact(number);
    const sign = negative ? "-" : "";
    if (digits === 0n) return `${sign}0`;
    const long = String(digits);
    let text = String(shorten(digits, long.length - precision));
    let exponent = long.length - places - 1;
    if (text.length > Math.min(precision, long.length)) exponent += 1; // 9.99 became 10
    text = text.replace(/0+$/, "");
    if (exponent < -4 || exponent >= precision) {
      const power = `${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
      return `${sign}${text[0]}${text.length > 1 ? "." : ""}${text.slice(1)}e${power}`;
    }
    if (exponent < 0) return `${sign}0.${"0".repeat(-exponent - 1)}${text}`;
    if (text.length <= exponent + 1) return sign + text.padEnd(exponent + 1, "0");
    return `${sign}${text.slice(0, exponent + 1)}.${text.slice(exponent + 1)}`;
  };

  // str(number) of a float; a whole one is written as a whole number.
  /** @type {(number: number) => string} */
  const written = (number) => {
    if (!Number.isFinite(number)) return general(number, 17);
    if (Number.isInteger(number)) return String(BigInt(number));
    const [digits, power] = number.toExponential().split("e");
    if (Number(power) >= -4) return plainly(digits, Number(power));
    return `${digits}e-${String(-power).padStart(2, "0")}`;
  };
  /** @type {(mantissa: string, power: number) => string} */
  const plainly = (mantissa, power) => {
    const sign = mantissa.startsWith("-") ? "-" : "",
      digits = mantissa.replace(/[-.]/g, "");
    if (power < 0) return `${sign}0.${"0".repeat(-power - 1)}${digits}`;
    return `${sign}${digits.slice(0, power + 1)}.${digits.slice(power + 1)}`;
  };

  // --- decimals: ±digits · 10^exponent ------------------------------------------------------------------

  /** @type {(text: string) => Decimal} */
  const decimal = (text) => {
    const parts = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
    const [, sign, whole = "", fraction = "", power = "0"] = parts;
    return {
      negative: sign === "-",
      digits: BigInt(whole + fraction),
      exponent: Number(power) - fraction.length,
    };
  };
  /** @type {(one: Decimal, other: Decimal) => Decimal} */
  const times = (one, other) => {
    const digits = one.digits * other.digits,
      over = Math.max(0, String(digits).length - PRECISION);
    return {
      negative: one.negative !== other.negative,
      digits: shorten(digits, over),
      exponent: one.exponent + other.exponent + over,
    };
  };
  /** @type {(decimal: Decimal) => number} */
  const double = ({ negative, digits, exponent }) => Number(`${negative ? "-" : ""}${digits}E${exponent}`);

  // --- days --------------------------------------------------------------------------------------------

  const DAY = 86400000,
    FIRST = 719163; // 1970-01-01 as Python counts days
  /** @type {(year: number, month: number, day: number) => number | null} */
  const ordinal = (year, month, day) => {
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, day);
    const real = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
    return real && year >= 1 && year <= 9999 ? at.getTime() / DAY + FIRST : null;
  };
  /** @type {(day: number) => string} */
  const isoDay = (day) => {
    const at = new Date((day - FIRST) * DAY);
    return `${String(at.getUTCFullYear()).padStart(4, "0")}-${at.toISOString().slice(-19, -14)}`;
  };
  /** @type {(text: string) => number | null} */
  const dayOfIso = (text) => {
    const found = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
    return found ? ordinal(Number(found[1]), Number(found[2]), Number(found[3])) : null;
  };

  return {
    round,
    general,
    written,
    decimal,
    times,
    double,
    ordinal,
    isoDay,
    dayOfIso,
  };
})();
