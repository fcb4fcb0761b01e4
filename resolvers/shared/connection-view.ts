import type { Connection, Edge, PageInfo } from '../../schema/shared/connection.js';

/** What a connection is made of. Cursors are made on demand: of a page of thousands, mostly one is needed. */
export interface ConnectionParts<Node> {
  readonly nodes: readonly Node[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** The cursor of node `index`. */
  readonly cursorAt: (index: number) => string;
  /** The cursor in front of the page, where an empty page has one too; else that of the first node. */
  readonly startCursor?: () => string;
  /** The cursor after the page, which an empty page may have too. */
  readonly endCursor: () => string | null;
}

/**
 * A page as the schema shows it. A class, not an object literal with getters: V8 allocates the closures of a literal in
 * the old generation, where they keep the whole page alive until the next major collection.
 */
export class ConnectionView<Node> implements Connection<Node> {
  readonly pageInfo: PageInfo;

  constructor(private readonly parts: ConnectionParts<Node>) {
    this.pageInfo = new PageInfoView(parts);
  }

  get nodes(): readonly Node[] {
    return this.parts.nodes;
  }

  get edges(): readonly Edge<Node>[] {
    const { nodes, cursorAt } = this.parts;
    return nodes.map((node, index) => ({ cursor: cursorAt(index), node }));
  }
}

/** The same for a list whose length is known. */
export class CountedConnectionView<Node> extends ConnectionView<Node> {
  constructor(
    parts: ConnectionParts<Node>,
    readonly totalCount: number,
  ) {
    super(parts);
  }
}

class PageInfoView implements PageInfo {
  constructor(private readonly parts: ConnectionParts<unknown>) {}

  get hasNextPage(): boolean {
    return this.parts.hasNextPage;
  }

  get hasPreviousPage(): boolean {
    return this.parts.hasPreviousPage;
  }

  get startCursor(): string | null {
    const { startCursor, nodes, cursorAt } = this.parts;
    if (startCursor !== undefined) return startCursor();
    return nodes.length === 0 ? null : cursorAt(0);
  }

  get endCursor(): string | null {
    return this.parts.endCursor();
  }
}
