with entity_days as (

    select * from {{ ref('entity_days') }}

),

cut_off_date as (

    select * from {{ ref('int_regions__cut_off_date') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

usual as (

    select
        *,
        median(row_count) over same_weekdays_before as rows_on_such_weekdays,
        median(row_count) over days_before as rows_on_any_day
    from entity_days
    window
        same_weekdays_before as (
            partition by entity, platform_id, dayofweek(business_date)
            order by business_date
            range between interval {{ var('full_day_days_before') }} day preceding
            and interval 1 day preceding
        ),
        days_before as (
            partition by entity, platform_id
            order by business_date
            range between interval {{ var('full_day_days_before') }} day preceding
            and interval 1 day preceding
        )

),

-- Of the first day there is nothing to compare with: it counts as full.
newest as (

    select
        usual.entity,
        usual.platform_id,
        min(usual.business_date) as first_date,
        max(usual.business_date) filter (
            where
            usual.business_date < cut_off_date.cut_off_date
            and usual.row_count >= {{ var('full_day_share') }}
            * coalesce(usual.rows_on_such_weekdays, usual.rows_on_any_day, 0)
        ) as newest_full_date
    from usual
    cross join cut_off_date
    group by usual.entity, usual.platform_id

),

latencies as (

    select * from {{ ref('latencies') }}

),

deadlines as (

    select
        newest.entity,
        newest.platform_id,
        newest.newest_full_date,
        latencies.latency_hours,
        -- The day after that one is over at the second midnight from its own.
        {{ add_seconds(
            "(coalesce(newest.newest_full_date + 1, newest.first_date) + 1)::timestamp",
            "latencies.latency_hours * 3600 - cut_off_date.offset_seconds"
        ) }} as deadline_at
    from newest
    inner join latencies on newest.entity = latencies.entity
    cross join cut_off_date

)

select
    deadlines.entity,
    deadlines.platform_id,
    deadlines.newest_full_date,
    deadlines.latency_hours,
    deadlines.deadline_at,
    deadlines.deadline_at < cut_off.as_of as is_late
from deadlines
cross join cut_off
