-- The least that saving an answer can be: one value of one row with its version, and a commit that reaches the disk.
\set id random(1, 120)
\set value random(1, 1000000)
UPDATE answer SET value = :value, version = version + 1 WHERE id = :id;
