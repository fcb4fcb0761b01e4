/** Why there was no answer, for a person. */
export interface NoAnswer {
  /** Goes on from "can't be reached: ". */
  readonly why: string;
  readonly mend: string;
}

const WORDS: readonly (readonly [RegExp, string, string])[] = [
  [
    /ECONNREFUSED/,
    'nothing listens there',
    'Start what is to listen there, or look whether the port is right.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN/,
    'its name is not known',
    'Look whether the name is right, and whether this machine can ask DNS.',
  ],
  [
    /CERT|SIGNATURE|ALTNAME|SSL|TLS/,
    'its certificate is not trusted',
    'Trust the one who signed it (NODE_EXTRA_CA_CERTS), or look whether the name is right.',
  ],
  [
    /Timeout|TIMEDOUT|TIMEOUT/i,
    'it does not answer in time',
    'Look whether a firewall or a network policy stops it.',
  ],
];

/** Tells why, by the code of the system that stands somewhere in an error and its causes. */
export function noAnswer(error: unknown): NoAnswer {
  const codes = codesOf(error);
  for (const code of codes)
    for (const [form, why, mend] of WORDS) if (form.test(code)) return { why: `${why} (${code})`, mend };
  const [first = 'no answer'] = codes;
  return {
    why: `the connection fails (${first})`,
    mend: 'Look whether a firewall, a proxy or a network policy stops it.',
  };
}

/** Codes come first: they say more than names. */
function codesOf(error: unknown): readonly string[] {
  const codes: string[] = [];
  const names: string[] = [];
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 8; each = each.cause) {
    depth += 1;
    if ('code' in each && typeof each.code === 'string' && /^[A-Z][A-Z\d_]+$/.test(each.code))
      codes.push(each.code);
    names.push(each.name);
  }
  return [...codes, ...names.filter((name) => /Timeout/.test(name))];
}
