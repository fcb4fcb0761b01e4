import { withoutPersonalForms } from './personal-data.js';

const REDACTED = '[redacted]';

/** Longer texts are no sentences, and are not looked through. */
const MAX_LENGTH = 16_384;

/** Tokens that are kept for one owner: the current one, and those before it that still open doors. */
const MAX_TOKENS = 5;

/** Shorter secrets are looked for as they stand only: their other forms are too short to mean anything. */
const MIN_LENGTH_OF_FORMS = 6;

/** Shorter secrets are not looked for across blanks. */
const MIN_LENGTH_OF_WRAPPED = 16;

/**
 * Takes secrets out of texts that APIs send: some repeat what they were sent, and not always as it was. Knows every
 * secret of this process by its value. Made for the rare case of a failure: nothing is compiled before it is needed.
 */
export class Redactor {
  readonly #keys = new Map<string, Secret>();
  readonly #tokens = new Map<string, readonly Token[]>();

  constructor(keys: readonly string[]) {
    this.learn(keys);
  }

  /** Takes out these secrets too. None is forgotten: it may be in use until the last request that began with it ends. */
  learn(keys: readonly string[]): void {
    for (const key of keys) if (key !== '' && !this.#keys.has(key)) this.#keys.set(key, new Secret(key));
  }

  /**
   * Takes out a token, too, for as long as it is valid.
   * @param owner whose token: each has a few at most
   */
  remember(owner: string, token: string, { now, expiresAt }: { now: number; expiresAt: number }): void {
    const valid = (this.#tokens.get(owner) ?? []).filter((known) => known.expiresAt > now);
    this.#tokens.set(owner, [...valid.slice(1 - MAX_TOKENS), { secret: new Secret(token), expiresAt }]);
  }

  /**
   * The text without the secrets in it, whichever way they are encoded, and without personal data.
   * @param sent what was sent of persons, and of passwords
   */
  redact(text: string, sent: readonly string[] = []): string {
    if (text.length > MAX_LENGTH) return REDACTED;
    const secrets = [
      ...this.#keys.values(),
      ...[...this.#tokens.values()].flat().map(({ secret }) => secret),
    ];
    const withoutSecrets = secrets.reduce((rest, { forms }) => rest.replaceAll(forms, REDACTED), text);
    const redacted = withoutPersonalForms(
      sent.reduce((rest, value) => rest.replaceAll(new Secret(value).forms, REDACTED), withoutSecrets),
    );
    // Encoded in a way, or as often, as no form foresees: then nothing of the text is told.
    const plain = decoded(redacted);
    // Or wrapped, as long lines are.
    const unwrapped = plain.replaceAll(/\s+/g, '');
    const isHidden = ({ forms, isLong }: Secret): boolean =>
      (plain !== redacted && plain.search(forms) !== -1) ||
      (isLong && unwrapped !== redacted && unwrapped.search(forms) !== -1);
    return secrets.some(isHidden) ? REDACTED : redacted;
  }
}

interface Token {
  readonly secret: Secret;
  readonly expiresAt: number;
}

class Secret {
  #forms: RegExp | undefined;
  /** Words that stand side by side don't make it by chance. */
  readonly isLong: boolean;

  constructor(private readonly value: string) {
    this.isLong = value.length >= MIN_LENGTH_OF_WRAPPED;
  }

  /** Finds it in its usual forms. In any case: what was written in capitals can be read in small letters. */
  get forms(): RegExp {
    return (this.#forms ??= new RegExp(
      formsOf(this.value)
        .sort((one, other) => other.length - one.length)
        .map((form) => form.replaceAll(/[$()*+./?[\\\]^{|}-]/g, '\\$&'))
        .join('|'),
      'gi',
    ));
  }
}

function formsOf(value: string): string[] {
  if (value.length < MIN_LENGTH_OF_FORMS) return [value];
  // Keys are often base64 themselves, whose padding some leave out.
  const bare = unpadded(value);
  const plain = [value, bare]
    .filter(({ length }) => length >= MIN_LENGTH_OF_FORMS)
    .flatMap((secret) => [secret, ...encodingsOf(secret)]);
  return [
    ...new Set(plain.flatMap((form) => [form, JSON.stringify(form).slice(1, -1), encodeURIComponent(form)])),
  ];
}

function encodingsOf(value: string): string[] {
  const bytes = Buffer.from(value);
  const base64 = bytes.toString('base64');
  return [
    bytes.toString('hex'),
    base64,
    unpadded(base64),
    bytes.toString('base64url'),
    ...[0, 1, 2].flatMap((offset) => base64Within(value, offset)),
  ];
}

function unpadded(text: string): string {
  return text.replace(/=+$/, '');
}

/**
 * What base64 makes of a text that begins at `offset` (modulo three) of a longer one, as the secret does in a `Basic`
 * header: without the characters that hold bits of its neighbours too.
 */
function base64Within(value: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(value)]);
  const [start, end] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  return [bytes.toString('base64').slice(start, end), bytes.toString('base64url').slice(start, end)];
}

/** The text with what percent signs, backslashes and ampersands stand for, also when they were put in twice or thrice. */
function decoded(text: string): string {
  let plain = text;
  for (let turn = 0; turn < 3; turn += 1) {
    const next = plain
      .replaceAll(/(?:%[\da-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString())
      .replaceAll(/\\u([\da-f]{4})/gi, (_escape, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      )
      .replaceAll(/&#(?:x([\da-f]{1,4})|(\d{1,5}));/gi, (_entity, hex?: string, digits?: string) =>
        String.fromCharCode(hex === undefined ? Number(digits) : Number.parseInt(hex, 16)),
      )
      .replaceAll('&amp;', '&')
      .replaceAll(/\\(["'/\\])/g, '$1');
    if (next === plain) break;
    plain = next;
  }
  return plain;
}
