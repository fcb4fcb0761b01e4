/** Whether two decimal numbers are the same one, however they are written: `0.1` and `0.10` are, and `-0` is `0`. */
export function isSameDecimal(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

/** Without zeros that say nothing. */
function plain(decimal: string): string {
  const [, sign = '', whole = '', places = ''] = /^(-?)0*(\d*?)(?:\.(\d*?)0*)?$/.exec(decimal) ?? [];
  const digits = `${whole === '' ? '0' : whole}.${places}`;
  return digits === '0.' ? digits : sign + digits;
}
