import { createHash } from 'node:crypto';

/** A Lua script and the hash that the server knows it by. */
export interface Script {
  readonly text: string;
  readonly sha: string;
}

/** A script from its text. */
export function script(text: string): Script {
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

/**
 * What is kept at a place, if its generations are still those it was read under. A generation is a token that no other
 * has ever had: a change deletes it, and the next reader makes another. So one that was evicted makes its values unreadable,
 * never old ones readable. `!` stands for "in doubt": nothing is kept until it ends.
 *
 * KEYS: value, lease, generations. ARGV: token for what has none yet, seconds that a new generation lasts, ms of a lease
 * (0 = none is wanted). Gives the value (or nil), the generations, and whose the lease is (1 mine, 2 another's, 0 none).
 */
export const FIND = script(`
local generations = {}
for i = 3, #KEYS do
  local generation = redis.call('GET', KEYS[i])
  if generation == '!' then return {false, '', 0} end
  if not generation then
    generation = ARGV[1]
    redis.call('SET', KEYS[i], generation, 'EX', ARGV[2])
  end
  generations[#generations + 1] = generation
end
local current = table.concat(generations, '.')
local kept = redis.call('HMGET', KEYS[1], 'g', 'v')
if kept[1] == current then return {kept[2], current, 0} end
if ARGV[3] == '0' then return {false, current, 0} end
if redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[3]) then return {false, current, 1} end
return {false, current, 2}
`);

/**
 * Keeps a value, unless something of it has changed since its reader began.
 *
 * KEYS as above. ARGV: the generations it began with, value, ms to keep it, token of the lease. Gives 1 if it is kept.
 */
export const KEEP = script(`
if redis.call('GET', KEYS[2]) == ARGV[4] then redis.call('DEL', KEYS[2]) end
if ARGV[2] == '' then return 0 end
local generations = {}
for i = 3, #KEYS do generations[#generations + 1] = redis.call('GET', KEYS[i]) or '' end
if table.concat(generations, '.') ~= ARGV[1] then return 0 end
redis.call('HSET', KEYS[1], 'g', ARGV[1], 'v', ARGV[2])
redis.call('PEXPIRE', KEYS[1], ARGV[3])
for i = 3, #KEYS do redis.call('PEXPIRE', KEYS[i], ARGV[3] + 60000, 'GT') end
return 1
`);

/**
 * Gives back leases, each only where it is still that of this token.
 *
 * KEYS: leases. ARGV: their tokens. Gives how many there were.
 */
export const RELEASE = script(`
local released = 0
for i = 1, #KEYS do
  if redis.call('GET', KEYS[i]) == ARGV[i] then released = released + redis.call('DEL', KEYS[i]) end
end
return released
`);

/**
 * Takes tokens from buckets of which only the time is kept when each is full again, by the server's clock: processes need
 * not agree on theirs. A bucket owes one burst more than it holds at most, so that nobody is shut out for long.
 *
 * KEYS: buckets. ARGV: for each tokens, ms for one, ms from empty to full. Gives ms until each is full.
 */
export const SPEND = script(`
local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local left = {}
for i = 1, #KEYS do
  local spent, each, longest = tonumber(ARGV[3 * i - 2]), tonumber(ARGV[3 * i - 1]), tonumber(ARGV[3 * i])
  local full = math.max(tonumber(redis.call('GET', KEYS[i]) or '0'), now) + spent * each
  local ms = math.min(full - now, 2 * longest)
  redis.call('SET', KEYS[i], string.format('%.3f', now + ms), 'PX', math.ceil(ms) + 1)
  left[i] = string.format('%.3f', ms)
end
return left
`);
