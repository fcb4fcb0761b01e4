import { readSettingsFile, SECRET_MAX_BYTES } from './read-file.js';
import {
  allSettings,
  settings,
  type DefaultedName,
  type Setting,
  type SettingName,
  type SettingValue,
} from './settings.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every fault of the environment, one readable line each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(['The configuration has faults:', ...faults.map((fault) => `  ${fault}`)].join('\n'));
  }
}

/** Reads settings one by one and collects what is wrong with them instead of stopping at the first fault. */
export class SettingsReader {
  readonly faults: string[] = [];

  constructor(private readonly env: Environment) {}

  /** The value of a setting that has a default. Of a faulty one its example, which is of use only until the end. */
  get<Name extends DefaultedName>(name: Name): SettingValue<Name> {
    const setting = settings[name];
    return this.find(name) ?? setting.read.parse(setting.example);
  }

  /** The value of a setting; `undefined` when it has none, or a faulty one. */
  find<Name extends SettingName>(name: Name): SettingValue<Name> | undefined {
    const setting = settings[name];
    const text = this.#text(name, setting) ?? setting.default;
    if (text === undefined) return undefined;
    const parsed = setting.read.safeParse(text);
    if (parsed.success) return parsed.data;
    const reason = parsed.error.issues[0]?.message ?? 'is not valid';
    const hidden = setting.secret === true || setting.unprinted === true || /[@?#]/.test(text);
    const shown = hidden ? 'the value' : JSON.stringify(text);
    this.faults.push(`${name}: ${shown} ${reason}. Example: ${name}=${setting.example}`);
    return undefined;
  }

  /** True when the variable, or for secrets its `_FILE` twin, is set to anything. */
  isSet(name: SettingName): boolean {
    return (
      this.#own(name) !== undefined ||
      (settings[name].secret === true && this.#own(`${name}_FILE`) !== undefined)
    );
  }

  /** Compose files and CI systems write an unset variable as an empty one: both mean "not set". */
  #own(name: string): string | undefined {
    const value = this.env[name];
    return value === '' ? undefined : value;
  }

  #text(name: SettingName, { secret }: Setting<unknown>): string | undefined {
    const direct = this.#own(name);
    const file = secret === true ? this.#own(`${name}_FILE`) : undefined;
    if (file === undefined) return direct;
    if (direct !== undefined) {
      this.faults.push(`${name}: is given twice, by value and by ${name}_FILE. Keep one of them.`);
      return undefined;
    }
    const read = readSettingsFile(file, SECRET_MAX_BYTES);
    if ('text' in read) return read.text.trim();
    this.faults.push(
      `${name}_FILE: the file ${JSON.stringify(file)} ${read.fault}. Example: ${name}_FILE=/run/secrets/${name.toLowerCase()}`,
    );
    return undefined;
  }
}

/** Names that one might expect of settings that close a door: overlooking one of them would leave it open. */
const NOT_THERE_YET = ['ROUTER_SECRET', 'TENANT_FILE', 'TENANTS'];

/** Settings by names that they no longer have. */
const RENAMED: Readonly<Record<string, SettingName>> = {
  FAST_PATH: 'COMPILE_QUERIES',
  JOIN_REQUESTS: 'COALESCE_REQUESTS',
  KEEP_ANSWERS_BYTES: 'RESPONSE_CACHE_MAX_BYTES',
};

/** What Kubernetes tells each pod of the services around it, such as one that is called `redis`. */
const SERVICE_LINK = /_SERVICE_(HOST|PORT)(_|$)|_PORT(_\d+_(TCP|UDP)(_|$)|$)/;

/** One fault for each variable that looks like ours but is no setting: a misspelling, or a name of an older version. */
export function unknownSettings(env: Environment): readonly string[] {
  const known = new Set(
    allSettings.flatMap(({ name, secret }) => (secret === true ? [name, `${name}_FILE`] : [name])),
  );
  return Object.keys(env).flatMap((name) => {
    const newName = RENAMED[name];
    if (newName !== undefined) return [`${name}: is called ${newName} now. Set that instead.`];
    const looksLikeOurs =
      /^(AUTH|BREAKER|ENTUR|VIPPS|UPSTREAM|SHUTDOWN|CACHE|SANDBOX|QUERY|RATE_LIMIT|TRUSTED|HOSTS|REDIS|SHARED|SHED)_/.test(
        name,
      ) ||
      /^ROUTER_(CACHE|INVALIDATION)/.test(name) ||
      NOT_THERE_YET.includes(name);
    return looksLikeOurs && !known.has(name) && !SERVICE_LINK.test(name)
      ? [`${name}: is no setting of this server. --help lists them all.`]
      : [];
  });
}
