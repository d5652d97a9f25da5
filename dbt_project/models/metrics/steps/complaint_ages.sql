{%- set midnight_after = add_seconds(
    dbt.dateadd('day', 1, 'dates.business_date') ~ '::timestamp', '-local_spans.offset_seconds'
) -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}
    where is_counted and (not is_closed or ended_on is not null)

),

dates as (

    select business_date from {{ ref('dim_dates') }}

),

local_spans as (

    select * from {{ ref('int_regions__local_spans') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- A region's day ends when its clock first shows the next.
day_ends as (

    select
        local_spans.region_id,
        dates.business_date,
        min(greatest(local_spans.starts_at, {{ midnight_after }})) as ends_at
    from dates
    inner join local_spans on {{ midnight_after }} < local_spans.ends_at
    group by local_spans.region_id, dates.business_date

)

-- The run's last day is cut off before its end.
select
    complaints.platform_id,
    complaints.complaint_id,
    complaints.region_id,
    complaints.region_type,
    complaints.city_tier,
    complaints.income_band,
    complaints.category,
    complaints.value_tier,
    dates.business_date as open_on,
    {{ seconds_between('complaints.received_at', 'least(day_ends.ends_at, cut_off.as_of)') }}
        as age_seconds
from complaints
cross join cut_off
inner join dates
    on
        complaints.business_date <= dates.business_date
        and coalesce(complaints.ended_on > dates.business_date, true)
left join day_ends
    on
        complaints.region_id = day_ends.region_id
        and dates.business_date = day_ends.business_date
