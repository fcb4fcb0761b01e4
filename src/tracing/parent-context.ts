import { ROOT_CONTEXT, trace, type Context, type Span } from '@opentelemetry/api';

/**
 * A context with one value in it. The API's own copies a map and makes three functions for each, which V8 puts among its
 * long-lived objects.
 */
class OneValue implements Context {
  constructor(
    private readonly key: symbol,
    private readonly value: unknown,
  ) {}

  getValue(key: symbol): unknown {
    return key === this.key ? this.value : undefined;
  }

  setValue(key: symbol, value: unknown): Context {
    return key === this.key
      ? new OneValue(key, value)
      : ROOT_CONTEXT.setValue(this.key, this.value).setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return key === this.key ? ROOT_CONTEXT : this;
  }
}

/** A context without one. */
class NoValue implements Context {
  getValue(): unknown {
    return undefined;
  }

  setValue(key: symbol, value: unknown): Context {
    return new OneValue(key, value);
  }

  deleteValue(): Context {
    return this;
  }
}

const NOTHING = new NoValue();

/** The context of what is begun below a span. */
export function contextBelow(span: Span): Context {
  return trace.setSpan(NOTHING, span);
}
