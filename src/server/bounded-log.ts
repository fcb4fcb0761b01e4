import { stdSerializers, type Logger } from 'pino';
import { fields } from '../json.js';
import { withoutPersonalForms } from '../http/personal-data.js';

/** Longest text in a log line, in characters: names, messages and values from outside can be as long as a body. */
const MAX_TEXT = 200;
/** A stack holds the message of its error, and says where in our own code it came from. */
const MAX_STACK = 2_000;
const MAX_ITEMS = 30;
const MAX_DEPTH = 4;
/** Most characters of one line's texts together. */
const MAX_LINE = 4_000;

/** A text as it may stand in a log line: long ones are cut, and say so. */
export function shortened(text: string, max = MAX_TEXT): string {
  return text.length <= max ? text : `${text.slice(0, max)} … ${text.length} characters`;
}

/** A logger whose lines stay short and tell nothing of persons, whatever it is told. */
export function boundedLog(log: Logger): Logger {
  return log.child(
    {},
    {
      formatters: { log: boundedFields },
      serializers: { msg: boundedMessage, err: boundedError },
    },
  );
}

function boundedFields(object: object): object {
  const told = fields(object);
  const room = new Room(MAX_LINE);
  const bounded: Record<string, unknown> = {};
  for (const key of Object.keys(told)) {
    const value = told[key];
    if (value === undefined) continue;
    // Most are numbers.
    bounded[shortened(key)] = typeof value === 'number' || isKept(key, value) ? value : room.bound(value, 0);
  }
  return bounded;
}

/** An error is bounded by its serializer, which comes after this. By their ids, lines are found: those stay as they are. */
function isKept(key: string, value: unknown): boolean {
  if (key === 'requestId' || key === 'traceId') return isShort(value);
  return key === 'err' && value instanceof Error;
}

function isShort(value: unknown): boolean {
  return typeof value === 'string' && value.length <= MAX_TEXT;
}

function boundedMessage(message: unknown): unknown {
  return typeof message === 'string' ? withoutPersonalForms(shortened(message)) : message;
}

function boundedError(error: unknown): unknown {
  const room = new Room(MAX_LINE);
  return error instanceof Error ? room.boundError(error, 0) : room.bound(error, 0);
}

/** What is left of a line while its values are copied. */
class Room {
  constructor(private left: number) {}

  bound(value: unknown, depth: number): unknown {
    if (typeof value === 'string') return this.#text(value, MAX_TEXT);
    if (typeof value !== 'object' || value === null) return value;
    if (this.left <= 0 || depth > MAX_DEPTH) return '…';
    if (value instanceof Error) return this.boundError(value, depth);
    if (Array.isArray(value)) {
      const items: unknown[] = value.slice(0, MAX_ITEMS).map((item: unknown) => this.bound(item, depth + 1));
      return value.length > MAX_ITEMS ? [...items, `… ${value.length} items`] : items;
    }
    return this.#fields(value, depth);
  }

  boundError(error: Error, depth: number): unknown {
    const { stack, ...fields } = stdSerializers.err(error);
    // Such as the end of a time: besides these it has the codes of all others of its class, as constants.
    const own = error instanceof DOMException ? { type: error.name, message: error.message } : fields;
    return { ...this.#fields(own, depth), stack: this.#text(stack, MAX_STACK) };
  }

  #fields(object: object, depth: number): Record<string, unknown> {
    const bounded: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(object).slice(0, MAX_ITEMS)) {
      bounded[shortened(key)] = this.bound(value, depth + 1);
    }
    return bounded;
  }

  #text(text: string, max: number): string {
    const short = shortened(text, Math.max(0, Math.min(max, this.left)));
    this.left -= short.length;
    return withoutPersonalForms(short);
  }
}
