import {
  getNamedType,
  getNullableType,
  isInputObjectType,
  isInputType,
  isListType,
  Kind,
  typeFromAST,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;
type Path = readonly string[];

/** Characters of a text: more than the longest id, cursor or address that an API or this graph gives. */
const MAX_TEXT = 2_000;
/** Items of a list in an input. Representations have a limit of their own. */
const MAX_LIST = 2_000;
/** Levels of a value that says itself what it holds, as representations do: their keys have two. */
const MAX_DEPTH = 10;

/**
 * The lengths of what an operation is given. One value may be used a thousand times over, and each use would work through
 * all of it, so what is longer than anything needs to be is refused before anything looks at it.
 */
export class InputSizes {
  readonly #types: readonly (readonly [name: string, type: GraphQLInputType])[];
  readonly #literals: Literals | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly document: DocumentNode,
    { variableDefinitions = [] }: OperationDefinitionNode,
  ) {
    this.#types = variableDefinitions.flatMap((node) => {
      const type = typeFromAST(schema, node.type);
      return isInputType(type) ? [[node.variable.name.value, type] as const] : [];
    });
    const { loc } = document;
    // No literal is longer than the text that it stands in.
    if (loc === undefined || loc.end - loc.start > MAX_TEXT) this.#literals = this.#look();
  }

  /** What is too long. @param variables coerced */
  fault(variables: Variables): TooLong | undefined {
    if (this.#literals?.fault !== undefined) return this.#literals.fault;
    for (const [name, type] of this.#types) {
      const excess = excessOf(variables[name], type, []);
      if (excess === undefined) continue;
      const { path, takesFile } = this.#usageOf(name);
      if (!takesFile || excess.path.length > 0) return tooLong([...path, ...excess.path], excess);
    }
    return undefined;
  }

  /** Where a variable stands: looked for only when there is something to say of it. */
  #usageOf(name: string): Usage {
    const { usages } = this.#literals ?? this.#look();
    return usages.get(name) ?? { path: [name], takesFile: false };
  }

  #look(): Literals {
    const usages = new Map<string, Usage>();
    let fault: TooLong | undefined;
    const types = new TypeInfo(this.schema);
    const around: { readonly name: string; readonly takesFile: boolean }[] = [];
    const here = (): Usage => ({
      path: around.map(({ name }) => name),
      takesFile: around.at(-1)?.takesFile === true,
    });
    const leave = (): void => {
      around.pop();
    };
    visit(
      this.document,
      visitWithTypeInfo(types, {
        [Kind.VARIABLE_DEFINITION]: {
          enter: ({ variable }) => {
            around.push({ name: variable.name.value, takesFile: false });
          },
          leave,
        },
        [Kind.ARGUMENT]: {
          enter: ({ name }) => {
            around.push({ name: name.value, takesFile: false });
          },
          leave,
        },
        [Kind.OBJECT_FIELD]: {
          enter: ({ name: { value: name } }) => {
            const parent = getNamedType(types.getParentInputType());
            const takesFile = isInputObjectType(parent) && isFileField(parent.getFields()[name]);
            around.push({ name, takesFile });
          },
          leave,
        },
        [Kind.VARIABLE]: ({ name: { value: name } }, key) => {
          // Where it is defined it does not stand for anything.
          if (key === 'variable') return;
          const usage = here();
          // A file only where it takes one wherever it stands.
          if (!usages.has(name) || !usage.takesFile) usages.set(name, usage);
        },
        [Kind.STRING]: ({ value }) => {
          const { path, takesFile } = here();
          if (value.length > MAX_TEXT && !takesFile)
            fault ??= tooLong(path, { path: [], max: MAX_TEXT, length: value.length, of: 'characters' });
        },
      }),
    );
    return { usages, fault };
  }
}

/** What is to be said of a value that is too long. */
export interface TooLong {
  readonly argument: Path;
  readonly message: string;
}

/** What is known of a document. */
interface Literals {
  readonly usages: ReadonlyMap<string, Usage>;
  /** The first literal that is too long. */
  readonly fault: TooLong | undefined;
}

interface Usage {
  /** Of the argument or input field that it is the value of. */
  readonly path: Path;
  readonly takesFile: boolean;
}

/** What is too long, and where. */
interface Excess {
  readonly path: Path;
  readonly max: number;
  readonly length: number;
  readonly of: 'characters' | 'items' | 'levels';
}

function tooLong(path: Path, { max, length, of }: Excess): TooLong {
  const has = of === 'levels' ? '' : `, and has ${length}`;
  return { argument: path, message: `${path.join('.')} must have at most ${max} ${of}${has}.` };
}

function excessOf(value: unknown, type: GraphQLInputType, path: Path): Excess | undefined {
  if (typeof value === 'string')
    return value.length > MAX_TEXT
      ? { path, max: MAX_TEXT, length: value.length, of: 'characters' }
      : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const inner = getNullableType(type);
  if (isListType(inner)) return Array.isArray(value) ? excessOfList(value, inner.ofType, path) : undefined;
  if (!isInputObjectType(inner)) return excessOfAny(value, path);
  for (const field of Object.values(inner.getFields())) {
    const part: unknown = Reflect.get(value, field.name);
    if (typeof part === 'string' && isFileField(field)) continue;
    const excess = excessOf(part, field.type, [...path, field.name]);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

function excessOfList(items: readonly unknown[], type: GraphQLInputType, path: Path): Excess | undefined {
  const { length } = items;
  if (length > MAX_LIST && getNamedType(type).name !== '_Any')
    return { path, max: MAX_LIST, length, of: 'items' };
  for (const [index, item] of items.entries()) {
    const excess = excessOf(item, type, [...path, String(index)]);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

/** In a value of a type that takes anything. */
function excessOfAny(value: object, path: Path): Excess | undefined {
  if (path.length > MAX_DEPTH) return { path, max: MAX_DEPTH, length: path.length, of: 'levels' };
  for (const name of Object.keys(value)) {
    const part: unknown = Reflect.get(value, name);
    if (typeof part === 'string' && part.length > MAX_TEXT)
      return { path: [...path, name], max: MAX_TEXT, length: part.length, of: 'characters' };
    if (typeof part !== 'object' || part === null) continue;
    const excess = excessOfAny(part, [...path, name]);
    if (excess !== undefined) return excess;
  }
  return undefined;
}

/** Whether an input field takes a file, as its subgraph says. */
function isFileField(field: GraphQLInputField | undefined): boolean {
  return field?.extensions['isFile'] === true;
}
