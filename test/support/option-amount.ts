/** A number of the command line. @throws Error that names the option and the range */
export function amount(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= min && value <= max) return value;
  throw new Error(`--${option}: ${text} is not a number from ${String(min)} to ${String(max)}.`);
}

/** A whole number of the command line, in digits. @throws Error that names the option and the range */
export function wholeAmount(option: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= min && value <= max) return value;
  throw new Error(`--${option}: ${text} is not a whole number from ${String(min)} to ${String(max)}.`);
}
