import { script } from './scripts.js';

/**
 * Of all of these, KEYS: lease, state, stream. The state is a hash: `fence` rises whenever the lead goes to another, `turn` with
 * each entry, whose id it is. So nobody who has lost the lead without noticing writes any more, and the head and the entry
 * that leads to it come at once or not at all.
 */

/**
 * Takes or keeps the lead of a log that has begun, where it can be had, and reads what is new.
 *
 * ARGV: token, ms of the lease, ms to keep all of it, turn behind which to read, most entries. Gives the fence (or ''), epoch,
 * turn, head, when it was looked for news, whether somebody wants some, and the entries.
 */
export const LOOK = script(`
local state = redis.call('HMGET', KEYS[2], 'fence', 'epoch', 'turn', 'head', 'at', 'wake')
if not state[2] then return {'', '', 0, '', 0, '0', {}} end
local fence = state[1]
local owner = redis.call('GET', KEYS[1])
if not owner then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  fence = tostring(redis.call('HINCRBY', KEYS[2], 'fence', 1))
elseif owner == ARGV[1] then redis.call('PEXPIRE', KEYS[1], ARGV[2])
else fence = '' end
redis.call('PEXPIRE', KEYS[2], ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
local entries = {}
if tonumber(ARGV[4]) < tonumber(state[3]) then
  local newest = redis.call('XREVRANGE', KEYS[3], '+', '(' .. ARGV[4] .. '-0', 'COUNT', ARGV[5])
  for i = #newest, 1, -1 do entries[#entries + 1] = newest[i] end
end
return {fence or '', state[2], state[3], state[4], state[5], state[6] or '0', entries}
`);

/** Begins a log. ARGV: epoch, head, when it was looked for news, ms to keep it. */
export const BEGIN = script(`
if redis.call('HSETNX', KEYS[2], 'epoch', ARGV[1]) == 0 then return 0 end
redis.call('HSET', KEYS[2], 'turn', 0, 'head', ARGV[2], 'at', ARGV[3])
redis.call('DEL', KEYS[3])
redis.call('PEXPIRE', KEYS[2], ARGV[4])
return 1
`);

/**
 * Writes at the next turn. ARGV: fence, turn that it goes on from, head, when it was looked for news, entry ('' = there is
 * none), most entries, ms to keep it. Gives 1 if it is done.
 */
export const WRITE = script(`
local state = redis.call('HMGET', KEYS[2], 'fence', 'turn')
if state[1] ~= ARGV[1] or state[2] ~= ARGV[2] then return 0 end
redis.call('HSET', KEYS[2], 'at', ARGV[4], 'wake', '0')
if ARGV[5] == '' then return 1 end
local turn = redis.call('HINCRBY', KEYS[2], 'turn', 1)
redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[6], turn .. '-0', 'e', ARGV[5])
redis.call('HSET', KEYS[2], 'head', ARGV[3])
redis.call('PEXPIRE', KEYS[3], ARGV[7])
return 1
`);

/** Says that somebody wants news. */
export const WAKE = script(`
if redis.call('HEXISTS', KEYS[2], 'epoch') == 1 then redis.call('HSET', KEYS[2], 'wake', '1') end
return 1
`);

/** Leaves the lead to others. ARGV: token. */
export const LEAVE = script(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`);
