import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
} from 'graphql';
import { schemaOf, type Resolver } from './compiled-execution.js';
import { randomFrom } from './random.js';

/** A schema in which every kind of type stands at every kind of place. With `strict` false, nothing is non-null. */
function textOf(strict: boolean): string {
  const must = strict ? '!' : '';
  const fields = `
    id: ID${must} text: String int: Int${must} float: Float bool: Boolean colour: Colour any: Any even: Even${must}
    texts: [String${must}] matrix: [[Int${must}]${must}] colours: [Colour]${must}
    soon: String soonMust: Int${must} soonColours: [Colour${must}] with(int: Int = 3, texts: [String!] = ["d"], range: Range): Any
    self: Leaf strict: Leaf${must} leaves: [Leaf${must}]${must}
    one: Thing${must} some: [Node${must}] maybe: [Thing] next: Item nextMust: Item${must}
    items: [Item${must}] soonItems(first: Int): [Item]${must} grid: [[Item${must}]${must}] node: Node`;
  return `
    scalar Any
    scalar Even
    enum Colour { RED GREEN BLUE }
    input Range { from: Int! = 1 to: Int }
    interface Node { ${fields} }
    type Item implements Node { ${fields} }
    type Other implements Node { ${fields} }
    type Leaf { text: String int: Int${must} colours: [Colour${must}]${must} length: Float }
    union Thing = Item | Other | Leaf
    type Query { ${fields} }`;
}

/** These have resolvers; the other fields are held by their objects. */
const RESOLVED = ['soon', 'soonMust', 'soonColours', 'with', 'one', 'next', 'nextMust', 'items', 'soonItems'];

export function randomGraph(strict: boolean): GraphQLSchema {
  const resolve: Resolver = (source, args, context, info) => {
    if (!(context instanceof World)) throw new Error('no world');
    const place = `${source instanceof Thing ? source.place : 'root'}.${info.fieldName}${JSON.stringify(args)}`;
    return context.resolved(info.parentType.name, info.fieldName, place, args);
  };
  const resolvers = Object.fromEntries(RESOLVED.map((name) => [name, resolve]));
  const schema = schemaOf(textOf(strict), {
    scalars: {
      Even: (value) => {
        if (typeof value !== 'number' || value % 2 !== 0) throw new TypeError(`${String(value)} is not even`);
        return value;
      },
    },
    enums: { Colour: { RED: 0, GREEN: 'g' } },
    fields: { Item: resolvers, Other: resolvers },
    abstract: { Thing: (value) => (value instanceof Thing ? value.__typename : undefined) },
  });
  // A root has no properties: all of its fields are resolved.
  for (const field of Object.values(schema.getQueryType()?.getFields() ?? {})) field.resolve = resolve;
  return schema;
}

/** An object of the graph: what it holds is found out when it is read, and is the same each time. */
export class Thing {
  readonly [name: string]: unknown;
  readonly __typename: string;
  readonly place: string;

  constructor(world: World, schema: GraphQLSchema, typeName: string, place: string) {
    this.__typename = typeName;
    this.place = place;
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no type ${typeName}`);
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) continue;
      Object.defineProperty(this, field.name, {
        enumerable: true,
        get: () => world.held(field.type, `${place}.${field.name}`),
      });
    }
  }
}

/** Everything that resolvers give and objects hold, decided by a seed and the place in the graph. */
export class World {
  constructor(
    private readonly seed: number,
    /** Decides what is given, also to executions of the other schema. */
    private readonly schema: GraphQLSchema,
    /** How likely each value is to fail. */
    private readonly failing: number,
    /** Without promises, the order of all that happens is fixed. */
    private readonly isPrompt: boolean,
  ) {}

  held(type: GraphQLOutputType, place: string): unknown {
    return this.#value(type, place, false);
  }

  /** What a resolver gives: at once, later, or not at all. */
  resolved(parent: string, field: string, place: string, args: unknown): unknown {
    const type = this.#typeOf(parent, field);
    const random = this.#random(`${place} way`);
    const way = random();
    const fails = random() < this.failing;
    const error: unknown = [new Error(`failed at ${place}`), `text of ${place}`, { at: place }][
      Math.floor(random() * 3)
    ];
    if (this.isPrompt || way < 0.5) {
      if (fails) throw error;
      return this.#given(type, place, args);
    }
    return later(Math.floor(random() * 6), () => {
      if (fails) throw error;
      return this.#given(type, place, args);
    });
  }

  #given(type: GraphQLOutputType, place: string, args: unknown): unknown {
    return place.includes('.with{') ? args : this.#value(type, place, !this.isPrompt);
  }

  #typeOf(parent: string, field: string): GraphQLOutputType {
    const type = this.schema.getType(parent);
    const found = isObjectType(type) ? type.getFields()[field] : undefined;
    if (found === undefined) throw new Error(`no field ${parent}.${field}`);
    return found.type;
  }

  #random(place: string): () => number {
    return randomFrom(`${this.seed} ${place}`);
  }

  #value(type: GraphQLOutputType, place: string, promises: boolean): unknown {
    const random = this.#random(place);
    if (isNonNullType(type)) {
      const isNull = random() < this.failing;
      return isNull ? null : this.#some(type.ofType, place, random, promises);
    }
    return random() < 0.1 ? null : this.#some(type, place, random, promises);
  }

  #some(type: GraphQLOutputType, place: string, random: () => number, promises: boolean): unknown {
    if (isListType(type)) {
      return Array.from({ length: Math.floor(random() * 4) }, (_, index) => {
        const item = `${place}.${index}`;
        const make = (): unknown => this.#value(type.ofType, item, promises);
        // Of plain values, the compiled execution takes no promises within lists.
        const mayBeLater = promises && isAbstractType(getNamedType(type));
        return mayBeLater && random() < 0.3 ? later(Math.floor(random() * 5), make) : make();
      });
    }
    const named = getNamedType(type);
    if (!isCompositeType(named)) {
      return this.#leaf(named, random);
    }
    const types = isAbstractType(named) ? this.schema.getPossibleTypes(named) : [named];
    const chosen = types[Math.floor(random() * types.length)];
    return new Thing(this, this.schema, chosen?.name ?? '', place);
  }

  #leaf(type: GraphQLNamedType, random: () => number): unknown {
    const misfit = random() < this.failing;
    const values: readonly unknown[] = isEnumType(type)
      ? misfit
        ? ['RED', 7, {}]
        : [0, 'g', 'BLUE']
      : ((misfit ? MISFITS : FITS)[type.name] ?? []);
    return values[Math.floor(random() * values.length)];
  }
}

const FITS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['a1', 5, '', 'ø"'],
  String: ['x', '', 'æ\n"\\', '😀', '\ud800', 4, true, 'long '.repeat(100)],
  Int: [0, -1, 2_147_483_647, -2_147_483_648, '12', true, -0],
  Float: [0.1, 1e21, -2, '2.5', -0],
  Boolean: [true, false, 0],
  Any: [{ a: [1] }, 'any', [null], 0.5],
  Even: [2, 0, -4],
};

const MISFITS: Readonly<Record<string, readonly unknown[]>> = {
  ID: [true, {}, 1.5],
  String: [{}, [], Number.NaN],
  Int: [2_147_483_648, 0.5, 'x', Number.NaN, {}],
  Float: [Number.NaN, 'x', Number.POSITIVE_INFINITY, {}],
  Boolean: ['true', {}],
  Any: [{}],
  Even: [1, 'x'],
};

/** After some steps of the queue of promises. */
async function later(steps: number, make: () => unknown): Promise<unknown> {
  for (let step = 0; step < steps; step += 1) await Promise.resolve();
  return make();
}
