import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLString,
  isEnumType,
  type GraphQLLeafType,
} from 'graphql';
import type { JsonWriter } from './JsonWriter.js';
import { Failed } from './resolve.js';
import { hasSlots, valuesOf, type FieldPlan, type ObjectPlan, type ValuePlan } from './plan.js';
import { UnsupportedValue } from './unsupported.js';

/**
 * Writes the data of one planned operation in which nothing failed; an iterator where that may take long, of which
 * each step is a slice.
 * @throws UnsupportedValue, or what a type throws at a value, when something did fail or is not what it should be
 */
export type Serializer = (writer: JsonWriter, root: unknown) => Iterator<unknown> | undefined;

/**
 * Writes a function of JavaScript for each object of a plan, which reads its fields by name and writes their JSON. Made
 * as text, because then each read of a property is a place of its own, which V8 learns and inlines; functions
 * that are put together would share one such place for all properties of all objects.
 *
 * What goes into the text: names that the grammar of GraphQL restricts to letters, digits and underscores, numbers, and
 * names of our own. Everything else is handed in as a constant.
 */
export function generateSerializer(root: ObjectPlan): Serializer {
  return new Generator().generate(root);
}

class Generator {
  readonly #constants: unknown[] = [];
  readonly #names = new Map<unknown, string>();
  readonly #functions = new Map<ObjectPlan, string>();

  generate(root: ObjectPlan): Serializer {
    this.#function(root);
    const code = [
      '"use strict";',
      ...this.#constants.map((_value, index) => `const c${index} = constants[${index}];`),
      ...this.#functions.values(),
      `return ${nameOf(root)};`,
    ].join('\n');
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the one place where text becomes code: what can be in it stands above
    const build = new Function('constants', 'UnsupportedValue', 'Failed', code);
    const made: unknown = Reflect.apply(build, undefined, [this.#constants, UnsupportedValue, Failed]);
    if (!isSerializer(made)) throw new TypeError('the generated code gives no function');
    return made;
  }

  /** The name under which the code finds `value`. */
  #constant(value: unknown, key: unknown): string {
    let name = this.#names.get(key);
    if (name === undefined) {
      name = `c${this.#constants.length}`;
      this.#constants.push(value);
      this.#names.set(key, name);
    }
    return name;
  }

  /** JSON text that is the same in every response. */
  #raw(text: string): string {
    if (text === '') return '';
    if (text.length === 1) return `w.byte(${text.charCodeAt(0)});`;
    return `w.raw(${this.#constant(Buffer.from(text), `raw ${text}`)});`;
  }

  #function(plan: ObjectPlan): void {
    if (this.#functions.has(plan)) return;
    this.#functions.set(plan, '');
    const { slots, isSliced } = plan;
    const body = this.#fields(plan, '{', 0, ({ slot, nodes }) =>
      slot === undefined ? `o.${nodes[0].name.value}` : `s[${slot}]`,
    );
    const head = slots.length === 0 ? 'o = given' : 'o = given.source, s = given.slots';
    this.#functions.set(
      plan,
      `function${isSliced ? '*' : ''} ${nameOf(plan)}(w, given) {\nconst ${head};\n${body}\n}`,
    );
  }

  /**
   * Code that writes the fields of an object, and its end. Names, and what stands between them, are written in one go
   * with what comes before or behind them wherever that is fixed too.
   * @param before text that comes before the first field
   * @param read the expression that gives a field's value
   */
  #fields({ fields }: ObjectPlan, before: string, depth: number, read: (field: FieldPlan) => string): string {
    const code: string[] = [];
    let fixed = before;
    fields.forEach((field, index) => {
      fixed += `${index === 0 ? '' : ','}"${field.responseName}":`;
      if (field.definition === undefined) {
        fixed += `"${field.parentType.name}"`;
        return;
      }
      const v = `v${depth}`;
      code.push(
        `{ const ${v} = ${read(field)};`,
        field.slot === undefined ? '' : failedCheck(v),
        this.#value(field.value, field, v, depth + 1, fixed),
        '}',
      );
      fixed = '';
    });
    code.push(this.#raw(`${fixed}}`));
    return code.join('\n');
  }

  /** Code that writes the value in variable `v` behind the fixed text `before`. */
  #value(value: ValuePlan, field: FieldPlan, v: string, depth: number, before: string): string {
    const none = value.isNullable
      ? this.#raw(`${before}null`)
      : `throw new UnsupportedValue("no value for ${field.parentType.name}.${field.nodes[0].name.value}");`;
    if (value.kind === 'leaf') {
      return `${this.#leaf(value.type, v, before)} if (${v} == null) { ${none} } else { ${this.#raw(before)} ${this.#serialised(value.type, v)} }`;
    }
    return `if (${v} == null) { ${none} } else { ${this.#composite(value, field, v, depth, before)} }`;
  }

  /** `if (…) …; else` for the form in which nearly all values of the type come. */
  #leaf(type: GraphQLLeafType, v: string, before: string): string {
    const fixed = this.#raw(before);
    if (type === GraphQLString || type === GraphQLID)
      return `if (typeof ${v} === "string") { ${fixed} w.string(${v}); } else`;
    if (type === GraphQLInt) return `if (${isInteger(v)}) { ${fixed} w.integer(${v}); } else`;
    if (type === GraphQLFloat) return `if (Number.isFinite(${v})) { ${fixed} w.json(String(${v})); } else`;
    if (type === GraphQLBoolean)
      return `if (${v} === true) { ${this.#raw(`${before}true`)} } else if (${v} === false) { ${this.#raw(`${before}false`)} } else`;
    if (!isEnumType(type)) return '';
    const words = type
      .getValues()
      .map(({ value, name }): [unknown, Buffer] => [value, Buffer.from(`${before}"${name}"`)]);
    const known = this.#constant(new Map(words), `enum ${type.name} ${before}`);
    return `const word = ${v} == null ? undefined : ${known}.get(${v}); if (word !== undefined) w.raw(word); else`;
  }

  /** The value as its type puts it. */
  #serialised(type: GraphQLLeafType, v: string): string {
    return [
      `if (typeof ${v} === "function" || (typeof ${v} === "object" && (typeof ${v}.then === "function" || ${v} instanceof Error))) throw new UnsupportedValue("no value");`,
      `const put = ${this.#constant(type, `type ${type.name}`)}.serialize(${v});`,
      `if (typeof put === "string") w.string(put); else if (${isInteger('put')}) w.integer(put); else w.value(put);`,
    ].join('\n');
  }

  #composite(value: ValuePlan, field: FieldPlan, v: string, depth: number, before: string): string {
    if (value.kind === 'list') {
      const [i, item] = [`i${depth}`, `v${depth}`];
      return [
        `if (!Array.isArray(${v})) throw new UnsupportedValue("no array");`,
        `w.count(${v}.length, ${v}.length * ${valuesOf(value.of)});`,
        `${this.#raw(`${before}[`)} for (let ${i} = 0; ${i} < ${v}.length; ${i} += 1) {`,
        `if (${i} > 0) w.byte(44); const ${item} = ${v}[${i}]; ${hasSlots(value.of) ? failedCheck(item) : ''}`,
        this.#value(value.of, field, item, depth + 1, ''),
        value.isLong ? 'if (w.isSliceFull) yield;' : '',
        `} ${this.#raw(']')}`,
      ].join('\n');
    }
    if (value.kind === 'object') {
      const { plan } = value;
      const check = hasSlots(value)
        ? ''
        : `if (typeof ${v} !== "object" || typeof ${v}.then === "function" || ${v} instanceof Error) throw new UnsupportedValue("no object");`;
      if (isInlined(plan))
        return `${check} ${this.#fields(plan, `${before}{`, depth, ({ nodes }) => `${v}.${nodes[0].name.value}`)}`;
      this.#function(plan);
      return `${check} ${this.#raw(before)} ${call(plan, v)}`;
    }
    if (value.kind === 'abstract') {
      const cases = [...value.plans].map(([name, plan]) => {
        this.#function(plan);
        return `case "${name}": ${call(plan, `${v}.value`)} break;`;
      });
      return `${this.#raw(before)} switch (${v}.typeName) { ${cases.join('\n')} default: throw new UnsupportedValue("no such type"); }`;
    }
    throw new TypeError('a leaf has no parts');
  }
}

/** Most fields of an object that is written where it stands, without a function of its own. */
const MAX_INLINED = 4;

/** An object of a few leaves, such as an amount of money, of which a page may have thousands. */
function isInlined({ slots, fields }: ObjectPlan): boolean {
  return (
    slots.length === 0 && fields.length <= MAX_INLINED && fields.every(({ value }) => value.kind === 'leaf')
  );
}

function failedCheck(v: string): string {
  return `if (${v} instanceof Failed) throw new UnsupportedValue("failed");`;
}

function isInteger(v: string): string {
  return `typeof ${v} === "number" && (${v} | 0) === ${v}`;
}

function nameOf({ id }: ObjectPlan): string {
  return `write${id}`;
}

function call(plan: ObjectPlan, v: string): string {
  return `${plan.isSliced ? 'yield* ' : ''}${nameOf(plan)}(w, ${v});`;
}

function isSerializer(value: unknown): value is Serializer {
  return typeof value === 'function';
}
