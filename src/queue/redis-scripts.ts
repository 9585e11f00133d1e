import { script } from '../redis/script.ts'

/**
 * How lanes take turns: every job gets a number, one more than the last of its lane, but not less than the one that is
 * being served; the lowest goes first. A lane with fifty waiting has the next fifty numbers, one that comes then the
 * next. BullMQ ends at this number; they begin anew whenever nothing waits or runs.
 */
const HIGHEST_TURN = 2_097_151

/** One whose number was passed while it was put off doesn't go before all others. */
const LATE = 20

/**
 * Puts an item on its key's list, and says how its job is to be added: whether the one that waits must give way, since
 * it would come later; in how many milliseconds it is due; and its turn.
 * Keys: pending, turn, lanes, and BullMQ's prioritized, delayed, wait, active, de:key, dn:key.
 * Values: item ('' for none), lane, now, delay.
 */
export const ACCEPT = script(`
if ARGV[1] ~= '' then
  redis.call('RPUSH', KEYS[1], ARGV[1])
  redis.call('PERSIST', KEYS[1])
end
if redis.call('ZCARD', KEYS[4]) + redis.call('ZCARD', KEYS[5])
  + redis.call('LLEN', KEYS[6]) + redis.call('LLEN', KEYS[7]) == 0 then
  redis.call('DEL', KEYS[2], KEYS[3])
end
local delay = tonumber(ARGV[4])
local job = redis.call('GET', KEYS[8])
local score = job and redis.call('ZSCORE', KEYS[5], job)
local sooner = score and tonumber(ARGV[3]) + delay < math.floor(tonumber(score) / 4096)
local following = redis.call('HGET', KEYS[9], 'opts')
if following then delay = math.min(delay, cjson.decode(following).delay or 0) end
local turn = math.max(
  tonumber(redis.call('GET', KEYS[2])) or 0,
  tonumber(redis.call('HGET', KEYS[3], ARGV[2])) or 0
) + 1
turn = math.min(turn, ${HIGHEST_TURN})
local waits = job and ((score and not sooner) or following or redis.call('ZSCORE', KEYS[4], job))
if not waits then redis.call('HSET', KEYS[3], ARGV[2], turn) end
return { sooner and 1 or 0, delay, turn }
`)

/**
 * What a worker asks before it begins: how long the job must still wait for its key's spacing; else which
 * later turn it must take; else the items. There is nothing to wait for when there are none.
 * Keys: pending, started, given, why, turn, lanes, and BullMQ's prioritized. Values: key, lane, spacing, turn.
 */
export const BEGIN = script(`
local items = redis.call('LRANGE', KEYS[1], 0, -1)
if #items == 0 then return { 0, 0, items } end
local wait = redis.call('PTTL', KEYS[2])
if wait > 0 then return { wait, 0, {} } end
local current = tonumber(redis.call('GET', KEYS[5])) or 0
local turn = tonumber(ARGV[4])
if turn < current - ${LATE} and redis.call('ZCARD', KEYS[7]) > 0 then
  local last = tonumber(redis.call('HGET', KEYS[6], ARGV[2])) or 0
  turn = math.min(math.max(current, last) + 1, ${HIGHEST_TURN})
  redis.call('HSET', KEYS[6], ARGV[2], turn)
  return { 0, turn, {} }
end
local spacing = tonumber(ARGV[3])
if spacing > 0 then redis.call('SET', KEYS[2], '', 'PX', spacing) end
if turn > current then redis.call('SET', KEYS[5], turn) end
redis.call('ZREM', KEYS[3], ARGV[1])
redis.call('HDEL', KEYS[4], ARGV[1])
return { 0, 0, items }
`)

/** Takes those items off the list, each once, and no other. Keys: pending. Values: the items. */
export const FINISH = script(`
for _, item in ipairs(ARGV) do redis.call('LREM', KEYS[1], 1, item) end
`)

/**
 * Remembers a key as given up, and forgets the oldest of them.
 * Keys: pending, given, why. Values: key, now, what is told of it, how many are kept, for how many milliseconds.
 */
export const GIVE_UP = script(`
redis.call('ZADD', KEYS[2], ARGV[2], ARGV[1])
redis.call('HSET', KEYS[3], ARGV[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[5])
local old = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[2] - ARGV[5])
for _, key in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1 - ARGV[4])) do old[#old + 1] = key end
for _, key in ipairs(old) do
  redis.call('ZREM', KEYS[2], key)
  redis.call('HDEL', KEYS[3], key)
end
`)
