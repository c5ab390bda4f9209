-- What `cargo xtask load` reads of a run: microseconds at p50, p95, p99 and at most, requests, the time of the run in
-- microseconds, answers with an error, and requests without an answer.

return function(summary, latency, _)
  local errors = summary.errors
  local unanswered = errors.connect + errors.read + errors.write + errors.timeout
  local shares = { latency:percentile(50), latency:percentile(95), latency:percentile(99), latency.max }
  for at, share in ipairs(shares) do
    shares[at] = string.format("%d", share)
  end
  local counts = string.format("%d %d %d %d", summary.requests, summary.duration, errors.status, unanswered)
  print("TOLD " .. table.concat(shares, " ") .. " " .. counts)
end
