/**
 * Grants a call's whole cost or nothing: the library's own script counts refused points and can strand
 * the rest of a limit. Windows follow the server's clock, the one clock all gateways share.
 *
 * `KEYS[2]` is the memory: a marker that disappears with everything else when the server is emptied, and that names the
 * run it was kept in. Whoever knows another memory than the one found, or none where it knew one, proves that counts
 * were lost: then no window that began before this memory is decided any more, by any gateway. The first gateway of an
 * installation knows none and loses nothing.
 *
 * Answers `{ used, left_ms, memory, decided }`. A refusal is told as more than the limit, with what is left on top
 * (`limit + 1 + left`), which is what the library takes for one.
 */
export const grantScript = `
local cost, seconds, limit = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local known, fresh, run, owed = ARGV[5], ARGV[6], ARGV[7], tonumber(ARGV[8])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window = math.floor(now / (seconds * 1000))
local left_ms = (window + 1) * seconds * 1000 - now
local memory = redis.call('HMGET', KEYS[2], 'id', 'run', 'born', 'lost')
local id, born, lost = memory[1], tonumber(memory[3] or now), memory[4] == '1'
if not id or memory[2] ~= run then
  lost = known ~= '' or id ~= false
  id, born = fresh, now
  redis.call('HSET', KEYS[2], 'id', id, 'run', run, 'born', born, 'lost', lost and 1 or 0)
elseif known ~= '' and known ~= id and not lost then
  lost = true
  redis.call('HSET', KEYS[2], 'lost', 1)
end
if lost and window * seconds * 1000 < born then return { limit + 1, left_ms, id, 0 } end
local held = redis.call('HMGET', KEYS[1], 'window', 'used')
local used = owed
if held[1] and tonumber(held[1]) >= window then used = tonumber(held[2]) + owed end
local granted = used + cost <= limit
if granted then used = used + cost end
if granted or owed > 0 then
  redis.call('HSET', KEYS[1], 'window', window, 'used', used)
  redis.call('PEXPIRE', KEYS[1], left_ms + 1000)
end
if granted then return { used, left_ms, id, 1 } end
return { limit + 1 + math.max(0, limit - used), left_ms, id, 1 }`
