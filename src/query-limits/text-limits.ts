import { TokenKind, type DocumentNode } from 'graphql';

/** Lines of a text: comments end with theirs, and to tell the place of each error all lines before it are counted. */
const MAX_LINES = 10_000;
/** Brackets in brackets: some rules look at what is in them by functions that call themselves. */
const MAX_NESTING = 200;
/** Characters of a name: an alias stands in the path of each error below it, and in messages. */
const MAX_NAME = 1_000;

/** Said too of nesting that the parser itself had no stack for. */
export const TOO_DEEP = `The document nests brackets more than ${MAX_NESTING} deep. Pass deep values as variables.`;

/** What is too much in a text that nothing has looked at yet, as a sentence: what is no token is not counted elsewhere. */
export function textFault(text: string): string | undefined {
  return countLines(text, MAX_LINES) > MAX_LINES
    ? `The document has more than ${MAX_LINES} lines. Leave out comments and empty lines.`
    : undefined;
}

/** How many lines a text has. @param most counts no further than just beyond it */
export function countLines(text: string, most: number): number {
  const breaks = /\r\n|[\n\r]/g;
  let lines = 1;
  while (lines <= most && breaks.test(text)) lines += 1;
  return lines;
}

/** What is too much in the tokens of a document, as a sentence: all names and brackets are tokens, wherever they stand. */
export function tokensFault({ loc }: DocumentNode): string | undefined {
  let depth = 0;
  for (let token = loc?.startToken; token != null; token = token.next ?? undefined)
    switch (token.kind) {
      case TokenKind.NAME:
        if (token.end - token.start > MAX_NAME)
          return `The document has a name of more than ${MAX_NAME} characters. Use shorter aliases and names.`;
        break;
      case TokenKind.BRACE_L:
      case TokenKind.BRACKET_L:
      case TokenKind.PAREN_L:
        depth += 1;
        if (depth > MAX_NESTING) return TOO_DEEP;
        break;
      case TokenKind.BRACE_R:
      case TokenKind.BRACKET_R:
      case TokenKind.PAREN_R:
        depth -= 1;
        break;
      default:
    }
  return undefined;
}
