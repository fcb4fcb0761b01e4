/** How many fraction digits amounts may have (ISO 20022), and so how many a unit here stands for. */
const fractionDigits = 5;
const perUnit = 10n ** BigInt(fractionDigits);
/** Hundredths, the smallest amount that is ever charged. */
const perHundredth = 10n ** BigInt(fractionDigits - 2);

const decimal = /^-?\d+(\.\d+)?$/;
const requested = /^\d+(\.\d{1,5})?$/;

/** True for an amount as requests may state it: at most 18 digits, at most 5 of them behind the point. */
export function isAmount(text: string): boolean {
  return requested.test(text) && text.replace('.', '').length <= 18;
}

/** An amount in hundred-thousandths, exactly; undefined for text that is no decimal number. */
export function unitsOf(text: string): bigint | undefined {
  if (!decimal.test(text)) return undefined;
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  if (fraction.length > fractionDigits) return undefined;
  const units = BigInt(whole) * perUnit + BigInt(fraction.padEnd(fractionDigits, '0'));
  return text.startsWith('-') ? -units : units;
}

/** An amount of units as text, with two fraction digits at least. */
export function amountOf(units: bigint): string {
  const abs = units < 0n ? -units : units;
  const fraction = String(abs % perUnit)
    .padStart(fractionDigits, '0')
    .replace(/0{1,3}$/, '');
  return `${units < 0n ? '-' : ''}${String(abs / perUnit)}.${fraction}`;
}

/** The units of text that is known to be an amount. */
export function exactly(text: string): bigint {
  const units = unitsOf(text);
  if (units === undefined) throw new RangeError(`${text} is no amount`);
  return units;
}

/** What amounts add up to. */
export function sumOf(amounts: readonly string[]): bigint {
  return amounts.reduce((sum, amount) => sum + exactly(amount), 0n);
}

/** The tax inside an amount, rounded to hundredths, half up. The rate is in percent. */
export function taxIn(amount: bigint, ratePercent: bigint): bigint {
  const abs = amount < 0n ? -amount : amount;
  const divisor = (100n + ratePercent) * perHundredth;
  const tax = ((2n * abs * ratePercent + divisor) / (2n * divisor)) * perHundredth;
  return amount < 0n ? -tax : tax;
}

/** A number of hundredths as an amount. */
export function ofHundredths(hundredths: number): string {
  return amountOf(BigInt(hundredths) * perHundredth);
}
