import 'reflect-metadata';
import { graphqlSync, isObjectType, graphql, type GraphQLResolveInfo, type GraphQLSchema } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  buildSchemaSync,
  createParameterDecorator,
  Ctx,
  Field,
  FieldResolver,
  getMetadataStorage,
  Info,
  InputType,
  Int,
  type MiddlewareFn,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  UseMiddleware,
} from 'type-graphql';
import { beforeEach, describe, expect, it } from 'vitest';
import { bindResolvers } from '../../src/subgraphs/bind-resolvers.js';

// All decorated classes of a process are in one storage: each test fills it anew.
beforeEach(() => {
  getMetadataStorage().clear();
});

type ResolverClass = new () => object;

function schemaOf(...[first, ...others]: readonly [ResolverClass, ...ResolverClass[]]): GraphQLSchema {
  return buildSchemaSync({
    resolvers: [first, ...others],
    validate: false,
    authChecker: () => true,
  });
}

/** Puts the bound resolvers in the place of type-graphql's. */
function rebind(schema: GraphQLSchema, resolverClass: ResolverClass): void {
  for (const [typeName, fields] of Object.entries(bindResolvers([resolverClass]))) {
    const type = schema.getType(typeName);
    if (!isObjectType(type)) throw new Error(`no object type ${typeName}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = type.getFields()[name];
      if (field === undefined) throw new Error(`no field ${typeName}.${name}`);
      if (typeof resolve !== 'function') throw new Error(`${typeName}.${name} is told, and no answer`);
      field.resolve = resolve;
    }
  }
}

describe('a bound resolver', () => {
  /** Who was called with what, by the name of the method. */
  const calls = new Map<string, { readonly self: object; readonly given: readonly unknown[] }>();
  const note = (method: string, self: object, ...given: readonly unknown[]): string => {
    calls.set(method, { self, given });
    return method;
  };
  const thing = { name: 'a thing' };

  function manyForms(): ResolverClass {
    @InputType()
    class Range {
      @Field(() => Int)
      declare readonly from: number;

      @Field(() => Int, { defaultValue: 9 })
      declare readonly to: number;
    }

    @ArgsType()
    class Page {
      @Field(() => Int, { defaultValue: 20 })
      declare readonly first: number;

      @Field(() => Range, { nullable: true })
      declare readonly range?: Range | null;
    }

    @ObjectType()
    class Thing {
      @Field(() => String)
      declare readonly name: string;
    }

    @Resolver(() => Thing)
    class ThingResolver {
      @Query(() => Thing)
      thing(): Thing {
        note('thing', this);
        return thing;
      }

      @Query(() => String)
      contextFirst(
        @Ctx() context: object,
        @Arg('msn', () => String) msn: string,
        @Info() { fieldName }: GraphQLResolveInfo,
        @Arg('left', () => Int, { nullable: true }) left?: number,
        @Arg('none', () => Int, { nullable: true }) none?: number | null,
      ): string {
        return note('contextFirst', this, context, msn, fieldName, left, none);
      }

      @Mutation(() => String)
      infoFirst(
        @Info() { fieldName }: GraphQLResolveInfo,
        @Arg('range', () => Range) range: Range,
        @Ctx() context: object,
      ): string {
        return note('infoFirst', this, fieldName, range, context);
      }

      @FieldResolver(() => String)
      argsFirst(@Args(() => Page) page: Page, @Ctx() context: object, @Root() root: Thing): string {
        return note('argsFirst', this, page, context, root);
      }

      @FieldResolver(() => String, { name: 'renamed' })
      named(@Arg('ranges', () => [Range]) ranges: readonly Range[], @Root() root: Thing): string {
        return note('named', this, ranges, root);
      }

      @FieldResolver(() => String)
      rootOnly(@Root() root: Thing): Promise<string> {
        return Promise.resolve(note('rootOnly', this, root));
      }
    }
    return ThingResolver;
  }

  const query = `{
    thing { name argsFirst(range: { from: 1 }) renamed(ranges: [{ from: 2 }, { from: 3, to: 4 }]) rootOnly }
    contextFirst(msn: "204117", none: null)
  }`;
  const mutation = 'mutation { infoFirst(range: { from: 5 }) }';
  const contextValue = { requestId: 'r1' };

  async function callsOf(schema: GraphQLSchema) {
    calls.clear();
    const answers = [];
    for (const source of [query, mutation]) answers.push(await graphql({ schema, source, contextValue }));
    return { answers, calls: new Map(calls) };
  }

  it("calls its method as type-graphql's own does, whatever the order of the parameters", async () => {
    const ThingResolver = manyForms();
    const schema = schemaOf(ThingResolver);
    rebind(schema, ThingResolver);
    const ours = await callsOf(schema);
    // Only now: type-graphql sorts the parameters that all share when it first calls a method.
    const theirs = await callsOf(schemaOf(ThingResolver));
    expect([...ours.calls.keys()].sort()).toStrictEqual([
      'argsFirst',
      'contextFirst',
      'infoFirst',
      'named',
      'rootOnly',
      'thing',
    ]);
    expect(ours).toEqual(theirs);
    expect(ours.answers.map(({ errors }) => errors)).toStrictEqual([undefined, undefined]);
    // Context and root as they are, no copies; and one instance of the class for all of its methods.
    expect(ours.calls.get('contextFirst')?.given[0]).toBe(contextValue);
    expect(ours.calls.get('argsFirst')?.given[2]).toBe(thing);
    const selves = new Set([...ours.calls.values()].map(({ self }) => self));
    expect(selves.size).toBe(1);
    for (const self of selves) expect(self).toBeInstanceOf(ThingResolver);
  });

  it('gives back what its method gives, without a promise where that is none', () => {
    @Resolver()
    class Plain {
      @Query(() => String)
      word(): string {
        return 'at once';
      }
    }
    const schema = schemaOf(Plain);
    rebind(schema, Plain);
    expect(graphqlSync({ schema, source: '{ word }' })).toEqual({ data: { word: 'at once' } });
  });
});

describe('a form that is not known is refused by its name', () => {
  const pass: MiddlewareFn = (_data, next) => next();
  const forms: readonly (readonly [what: string, message: string, make: () => ResolverClass])[] = [
    [
      'a middleware of a method',
      'Refused.word: middlewares and roles are not supported',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          @UseMiddleware(pass)
          word(): string {
            return '';
          }
        }
        return Refused;
      },
    ],
    [
      'a middleware of a class',
      'Refused.word: middlewares and roles are not supported',
      () => {
        @Resolver()
        @UseMiddleware(pass)
        class Refused {
          @Query(() => String)
          word(): string {
            return '';
          }
        }
        return Refused;
      },
    ],
    [
      'a role',
      'Refused.word: middlewares and roles are not supported',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          @Authorized('admin')
          word(): string {
            return '';
          }
        }
        return Refused;
      },
    ],
    [
      'any role',
      'Refused.word: middlewares and roles are not supported',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          @Authorized()
          word(): string {
            return '';
          }
        }
        return Refused;
      },
    ],
    [
      'a property of the root',
      'Refused.word: a parameter of kind root is not supported in this form',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          word(@Root('name') name: string): string {
            return name;
          }
        }
        return Refused;
      },
    ],
    [
      'a property of the context',
      'Refused.word: a parameter of kind context is not supported in this form',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          word(@Ctx('name') name: string): string {
            return name;
          }
        }
        return Refused;
      },
    ],
    [
      'a parameter decorator of its own',
      'Refused.word: a parameter of kind custom is not supported in this form',
      () => {
        @Resolver()
        class Refused {
          @Query(() => String)
          word(@createParameterDecorator(() => 'own') own: string): string {
            return own;
          }
        }
        return Refused;
      },
    ],
    [
      'a role of a plain field',
      'Thing.secret: middlewares and roles are not supported',
      () => {
        @ObjectType()
        class Thing {
          @Authorized()
          @Field(() => String)
          declare readonly secret: string;
        }
        @Resolver()
        class Things {
          @Query(() => Thing, { nullable: true })
          thing(): Thing | null {
            return null;
          }
        }
        return Things;
      },
    ],
    [
      'a middleware of a plain field',
      'Thing.secret: middlewares and roles are not supported',
      () => {
        @ObjectType()
        class Thing {
          @UseMiddleware(pass)
          @Field(() => String)
          declare readonly secret: string;
        }
        @Resolver()
        class Things {
          @Query(() => Thing, { nullable: true })
          thing(): Thing | null {
            return null;
          }
        }
        return Things;
      },
    ],
  ];

  it.for(forms)('%s', ([, message, make]) => {
    const made = make();
    schemaOf(made);
    const bind = (): unknown => bindResolvers([made]);
    expect(bind).toThrow(TypeError);
    expect(bind).toThrow(new TypeError(message));
  });
});
