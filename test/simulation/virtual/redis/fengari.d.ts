/** As much of the Lua machine as scripts of Redis need: the C API of Lua 5.3, with bytes for texts. */
declare module 'fengari' {
  /** A machine. */
  export interface State {
    readonly __brand: 'lua_State';
  }

  interface Fengari {
    to_luastring(text: string): Uint8Array;
    readonly lua: {
      readonly LUA_OK: number;
      readonly LUA_REGISTRYINDEX: number;
      readonly LUA_TNUMBER: number;
      readonly LUA_TSTRING: number;
      readonly LUA_TTABLE: number;
      readonly LUA_TBOOLEAN: number;
      lua_gettop(state: State): number;
      lua_settop(state: State, index: number): void;
      lua_pop(state: State, count: number): void;
      lua_type(state: State, index: number): number;
      lua_tonumber(state: State, index: number): number;
      lua_toboolean(state: State, index: number): boolean;
      lua_tostring(state: State, index: number): Uint8Array | null;
      lua_pushboolean(state: State, value: boolean): void;
      lua_pushinteger(state: State, value: number): void;
      lua_pushnumber(state: State, value: number): void;
      lua_pushlstring(state: State, bytes: Uint8Array, length: number): void;
      lua_pushcfunction(state: State, call: (state: State) => number): void;
      lua_createtable(state: State, items: number, members: number): void;
      lua_rawseti(state: State, index: number, place: number): void;
      lua_rawgeti(state: State, index: number, place: number): number;
      lua_setfield(state: State, index: number, name: Uint8Array): void;
      lua_getfield(state: State, index: number, name: Uint8Array): number;
      lua_setglobal(state: State, name: Uint8Array): void;
      lua_pcall(state: State, args: number, results: number, handler: number): number;
    };
    readonly lauxlib: {
      luaL_newstate(): State;
      luaL_loadstring(state: State, text: Uint8Array): number;
      luaL_ref(state: State, table: number): number;
    };
    readonly lualib: {
      luaL_openlibs(state: State): void;
    };
  }

  const fengari: Fengari;
  export default fengari;
}
