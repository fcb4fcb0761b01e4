import fengari, { type State } from 'fengari';
import { Refusal, type Reply } from './resp.ts';

const { lua, lauxlib, lualib } = fengari;

function textOf(text: string): Uint8Array {
  return fengari.to_luastring(text);
}

/** A command that a script calls. */
export type Call = (args: readonly Buffer[]) => Reply;

/**
 * Runs the scripts of Redis, as they are. One machine for all servers of the process: what a script is given, it is given
 * anew each time, and keeps nothing.
 */
export class LuaScripts {
  readonly #state: State = lauxlib.luaL_newstate();
  /** Where the machine holds what was compiled, by its text. */
  readonly #compiled = new Map<string, number>();
  #call: Call = () => null;
  /** Why a command of a script was refused: that ends it. */
  #refusal: Refusal | undefined;

  constructor() {
    const state = this.#state;
    lualib.luaL_openlibs(state);
    lua.lua_createtable(state, 0, 1);
    lua.lua_pushcfunction(state, (inside) => this.#called(inside));
    lua.lua_setfield(state, -2, textOf('call'));
    lua.lua_setglobal(state, textOf('redis'));
  }

  run(text: string, keys: readonly Buffer[], args: readonly Buffer[], call: Call): Reply {
    const state = this.#state;
    this.#call = call;
    this.#refusal = undefined;
    for (const [name, items] of [
      ['KEYS', keys],
      ['ARGV', args],
    ] as const) {
      push(state, items);
      lua.lua_setglobal(state, textOf(name));
    }
    lua.lua_rawgeti(state, lua.LUA_REGISTRYINDEX, this.#place(text));
    const status = lua.lua_pcall(state, 0, 1, 0);
    const reply = status === lua.LUA_OK ? replyAt(state, -1) : this.#failure();
    lua.lua_settop(state, 0);
    return reply;
  }

  #place(text: string): number {
    const known = this.#compiled.get(text);
    if (known !== undefined) return known;
    if (lauxlib.luaL_loadstring(this.#state, textOf(text)) !== lua.LUA_OK)
      throw new SyntaxError(this.#fault());
    const place = lauxlib.luaL_ref(this.#state, lua.LUA_REGISTRYINDEX);
    this.#compiled.set(text, place);
    return place;
  }

  #failure(): Refusal {
    return this.#refusal ?? new Refusal(`ERR ${this.#fault()}`);
  }

  #fault(): string {
    return Buffer.from(lua.lua_tostring(this.#state, -1) ?? []).toString();
  }

  #called(state: State): number {
    const args = Array.from({ length: lua.lua_gettop(state) }, (_, index) => argAt(state, index + 1));
    const reply = this.#call(args);
    if (reply instanceof Refusal) {
      this.#refusal = reply;
      throw new Error(reply.text);
    }
    push(state, reply);
    return 1;
  }
}

/** Whole numbers have no decimals in Redis, which has an older Lua. */
function argAt(state: State, index: number): Buffer {
  if (lua.lua_type(state, index) === lua.LUA_TNUMBER)
    return Buffer.from(String(lua.lua_tonumber(state, index)));
  return Buffer.from(lua.lua_tostring(state, index) ?? []);
}

function push(state: State, reply: Reply): void {
  if (reply === null || reply instanceof Refusal) lua.lua_pushboolean(state, false);
  else if (typeof reply === 'number') lua.lua_pushinteger(state, reply);
  else if (Buffer.isBuffer(reply)) lua.lua_pushlstring(state, Uint8Array.from(reply), reply.length);
  else if (typeof reply === 'string') {
    lua.lua_createtable(state, 0, 1);
    push(state, Buffer.from(reply));
    lua.lua_setfield(state, -2, textOf('ok'));
  } else {
    const items: readonly Reply[] = reply;
    lua.lua_createtable(state, items.length, 0);
    items.forEach((item, index) => {
      push(state, item);
      lua.lua_rawseti(state, -2, index + 1);
    });
  }
}

/** As Redis turns what a script gives into a reply: numbers lose their decimals, a list ends with the first nil. */
function replyAt(state: State, index: number): Reply {
  switch (lua.lua_type(state, index)) {
    case lua.LUA_TNUMBER:
      return Math.trunc(lua.lua_tonumber(state, index));
    case lua.LUA_TSTRING:
      return Buffer.from(lua.lua_tostring(state, index) ?? []);
    case lua.LUA_TBOOLEAN:
      return lua.lua_toboolean(state, index) ? 1 : null;
    case lua.LUA_TTABLE:
      return listAt(state, index);
    default:
      return null;
  }
}

function listAt(state: State, index: number): Reply {
  const isStatus = lua.lua_getfield(state, index, textOf('ok')) === lua.LUA_TSTRING;
  const status = isStatus ? Buffer.from(lua.lua_tostring(state, -1) ?? []).toString() : undefined;
  lua.lua_pop(state, 1);
  if (status !== undefined) return status;
  const items: Reply[] = [];
  for (let place = 1; ; place += 1) {
    // Behind what was pushed, a place from the end is another one.
    const isThere = lua.lua_rawgeti(state, index, place) > 0;
    if (isThere) items.push(replyAt(state, -1));
    lua.lua_pop(state, 1);
    if (!isThere) return items;
  }
}
