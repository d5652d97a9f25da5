with backlog_changes as (

    select * from {{ ref('backlog_changes') }}

),

period_last_dates as (

    select * from {{ ref('period_last_dates') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

firsts as (

    select
        platform_id,
        cut,
        member,
        min(changed_on) as first_date
    from backlog_changes
    group by platform_id, cut, member

),

-- Every date from the first on, so that one on which nothing changed keeps what was there.
backlogs as (

    select
        firsts.platform_id,
        firsts.cut,
        firsts.member,
        dates.business_date,
        sum(backlog_changes.change) over (
            partition by firsts.platform_id, firsts.cut, firsts.member
            order by dates.business_date
        ) as open_complaints
    from firsts
    inner join {{ ref('dim_dates') }} as dates on firsts.first_date <= dates.business_date
    left join backlog_changes
        on
            firsts.platform_id = backlog_changes.platform_id
            and firsts.cut = backlog_changes.cut
            and firsts.member = backlog_changes.member
            and dates.business_date = backlog_changes.changed_on

)

select
    'backlog_open' as metric_id,
    backlogs.platform_id,
    period_last_dates.period_grain,
    period_last_dates.period_start,
    backlogs.cut,
    backlogs.member,
    backlogs.open_complaints::double as numerator,
    null::double as denominator,
    backlogs.open_complaints::double as value,
    null::double as ci_low,
    null::double as ci_high,
    'none' as ci_method,
    backlogs.open_complaints::bigint as n
from backlogs
inner join period_last_dates on backlogs.business_date = period_last_dates.last_date
inner join periods_and_cuts
    on
        period_last_dates.period_grain = periods_and_cuts.period_grain
        and backlogs.cut = periods_and_cuts.cut
