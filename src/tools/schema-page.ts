import {
  Kind,
  astFromValue,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  print,
  printType,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { ScopeOfFields, type AccessRules } from '../callers/access-rules.js';

/** A subgraph as the page shows it. */
export interface ShownSubgraph {
  readonly name: string;
  /** Built from its SDL, so that directives are there. */
  readonly schema: GraphQLSchema;
  readonly access: AccessRules;
}

const INTRODUCTION = `# Schema reference

Every type, field, argument and value of the subgraphs, printed from their SDL by \`npm run docs:print\`. Each has an anchor by its
coordinate, such as [#Ledger.payouts](#Ledger.payouts). A scope is what a caller's token must hold (see
[Callers](production.md#callers)); a field names one only where it differs from that of its type. Keys are those by which
gateways ask for an entity.`;

/** The reference of all subgraphs as one page of Markdown. A type that two subgraphs have alike is shown once. */
export function schemaPage(subgraphs: readonly ShownSubgraph[]): string {
  const printed = new Map<string, string>();
  const sections = subgraphs.map((subgraph) => {
    const types = typesOf(subgraph.schema).filter((type) => printed.get(type.name) !== printType(type));
    const section = new Section(subgraph, types, new Set(printed.keys()));
    for (const type of types) printed.set(type.name, printType(type));
    return section.text();
  });
  return `${[INTRODUCTION, ...sections].join('\n\n')}\n`;
}

const ROOTS = ['Query', 'Mutation', 'Subscription'];

/** The roots first, then all others by name. */
function typesOf(schema: GraphQLSchema): readonly GraphQLNamedType[] {
  const roots = ROOTS.flatMap((name) => schema.getType(name) ?? []);
  const others = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type) && !roots.includes(type))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [...roots, ...others];
}

/** What a field, an argument or a value says of itself. */
interface Described {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
}

/** The types of one subgraph. */
class Section {
  readonly #scopes: ScopeOfFields;
  readonly #own: ReadonlySet<string>;

  /** @param before names of types that an earlier section shows, and has the anchors of */
  constructor(
    private readonly subgraph: ShownSubgraph,
    private readonly types: readonly GraphQLNamedType[],
    private readonly before: ReadonlySet<string>,
  ) {
    this.#scopes = new ScopeOfFields(subgraph.schema, subgraph.access);
    this.#own = new Set(types.map(({ name }) => name));
  }

  text(): string {
    const contents = this.types.map(({ name }) => `[${name}](#${this.#anchorOf(name)})`).join(' · ');
    const head = [`## ${this.subgraph.name}`, this.subgraph.schema.description ?? '', contents];
    return [...head, ...this.types.map((type) => this.#type(type))].join('\n\n');
  }

  /** @param coordinate of a type, or of what it has */
  #anchorOf(coordinate: string): string {
    const [type = ''] = coordinate.split('.');
    return this.before.has(type) && this.#own.has(type) ? `${this.subgraph.name}.${coordinate}` : coordinate;
  }

  #type(type: GraphQLNamedType): string {
    const scope = this.#scopes.ofType(type);
    const facts = [
      kindOf(type),
      ...(scope === undefined ? [] : [`scope \`${scope}\``]),
      ...keysOf(type).map((key) => `key \`${key}\``),
    ].join(', ');
    const head = `<a id="${this.#anchorOf(type.name)}"></a>\n\n### ${type.name}\n\n*${facts}*`;
    const lines = this.#members(type).join('\n');
    return [head, prose(type.description), lines].filter((part) => part !== '').join('\n\n');
  }

  #members(type: GraphQLNamedType): readonly string[] {
    if (isObjectType(type))
      return Object.values(type.getFields()).flatMap((field) => {
        const scope = this.#scopes.of(type, field.name, getNamedType(field.type));
        const differs = scope !== undefined && scope !== this.#scopes.ofType(type);
        const facts = `${this.#link(field.type)}${differs ? `, scope \`${scope}\`` : ''}`;
        return [this.#member(type, field, facts), ...field.args.map((arg) => this.#argument(arg))];
      });
    if (isInputObjectType(type))
      return Object.values(type.getFields()).map((field) =>
        this.#member(type, field, this.#link(field.type) + defaultOf(field)),
      );
    if (isEnumType(type)) return type.getValues().map((value) => this.#member(type, value, ''));
    if (isUnionType(type)) return type.getTypes().map((each) => `- ${this.#link(each)}`);
    return [];
  }

  #member(type: GraphQLNamedType, member: Described, facts: string): string {
    const anchor = this.#anchorOf(`${type.name}.${member.name}`);
    return `- <a id="${anchor}"></a>\`${member.name}\`${facts === '' ? '' : `: ${facts}`}${saidOf(member)}`;
  }

  #argument(arg: GraphQLArgument): string {
    return `  - \`${arg.name}\`: ${this.#link(arg.type)}${defaultOf(arg)}${saidOf(arg)}`;
  }

  #link(type: GraphQLType): string {
    const named = getNamedType(type);
    const code = `\`${String(type)}\``;
    return isSpecifiedScalarType(named) ? code : `[${code}](#${this.#anchorOf(named.name)})`;
  }
}

function kindOf(type: GraphQLNamedType): string {
  if (isObjectType(type)) return 'object';
  if (isInputObjectType(type)) return 'input';
  if (isEnumType(type)) return 'enum';
  return isUnionType(type) ? 'union' : 'scalar';
}

/** The fields of each `@key`. */
function keysOf({ astNode }: GraphQLNamedType): readonly string[] {
  const directives = astNode?.directives ?? [];
  return directives
    .filter(({ name }) => name.value === 'key')
    .flatMap((key) =>
      (key.arguments ?? []).flatMap(({ name, value }) =>
        name.value === 'fields' && value.kind === Kind.STRING ? [value.value] : [],
      ),
    );
}

function defaultOf({ defaultValue, type }: Pick<GraphQLArgument, 'defaultValue' | 'type'>): string {
  const value = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return value == null ? '' : ` = \`${print(value)}\``;
}

function saidOf({ description, deprecationReason }: Described): string {
  const deprecated = deprecationReason == null ? '' : `**Deprecated:** ${prose(deprecationReason)}`;
  const said = [prose(description), deprecated].filter((part) => part !== '').join(' ');
  return said === '' ? '' : `. ${said}`;
}

/** A description on one line; what Markdown would take for a tag is escaped. */
function prose(text: string | null | undefined): string {
  return (text ?? '').replace(/\s+/g, ' ').replace(/`[^`]*`|</g, (part) => (part === '<' ? '\\<' : part));
}
