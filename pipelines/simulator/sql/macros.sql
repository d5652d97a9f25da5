-- Words that every other file uses. Randomness is a hash of (seed, stream, number of the row), so
-- that a row is the same whatever the threads, and a new draw does not disturb the others.

create schema entity;

create macro truth() as getvariable('truth');
create macro shares() as getvariable('shares');
create macro as_of() as getvariable('as_of');
create macro first_day() as getvariable('first_day');

-- The stream and seed are hashed apart from the number: hash(a, b) of DuckDB is only an exclusive
-- or of two hashes, which would make two streams copies of each other.
create macro uniform(stream, number) as
    (hash(xor(hash(concat(getvariable('seed'), ':', stream)), number::ubigint)) >> 11)
    / 9007199254740992.0;

create macro exponential(mean, stream, number) as -mean * ln(1 - uniform(stream, number));

create macro weibull(scale, shape, stream, number) as
    scale * pow(-ln(1 - uniform(stream, number)), 1 / shape);

create macro normal(stream, number) as
    sqrt(-2 * ln(1 - uniform(concat(stream, ' radius'), number)))
    * cos(2 * pi() * uniform(concat(stream, ' angle'), number));

-- With the mean given, not the median: stage times add up to what the truth says.
create macro lognormal(mean, spread, stream, number) as
    mean * exp(spread * normal(stream, number) - spread * spread / 2);

-- share is {members: [...], upto: [...]}: the running sums of the shares.
create macro pick(share, u) as
    share.members[1 + len(list_filter(share.upto, lambda edge: edge <= u))];

create macro later(moment, seconds) as moment + to_seconds(seconds::bigint);
create macro later_hours(moment, hours) as moment + to_seconds((hours * 3600)::bigint);

-- What nobody knows yet is null.
create macro known(moment) as case when moment <= as_of() then moment end;

-- Numbers a region's day for draws of its own.
create macro region_day(item) as
    item.region_number * 1000000 + datediff('day', first_day(), item.local_date);

create macro local_time(moment) as moment + interval 8 hour;
create macro utc(local_moment) as local_moment - interval 8 hour;
