with complaints as (

    select * from {{ ref('fct_complaints') }}
    where
        is_counted
        and response_fate is not null
        and value_tier in ('low', 'high')

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- Who is still waiting has not left, whatever comes.
waits as (

    select
        *,
        case when response_fate = 'event' then human_response_at end as answered_at,
        case response_fate
            when 'event' then human_response_at
            when 'competing' then ended_at
            else timestamp '{{ var("end_of_time") }}'
        end as left_at
    from complaints

),

-- A newcomer meets only those who waited that day, so the work grows with the pairs themselves.
waiting_days as (

    select
        waits.*,
        {{ dates_between('waits.received_at::date', 'least(waits.left_at, cut_off.as_of)::date') }}
            as waiting_on
    from waits
    cross join cut_off

)

select
    newer.platform_id,
    newer.complaint_id,
    newer.region_id,
    newer.region_type,
    newer.city_tier,
    newer.income_band,
    newer.category,
    newer.value_tier,
    newer.business_date,
    older.business_date as older_business_date
    {%- for cut, inside in queue_cuts().items() %},
    count(*) filter (where {{ inside }}) as pairs_{{ cut }},
    count(*) filter (where {{ inside }} and newer.answered_at < older.left_at) as jumps_{{ cut }}
    {%- endfor %}
from waits as newer
inner join waiting_days as older
    on
        newer.platform_id = older.platform_id
        and newer.category = older.category
        and newer.severity = older.severity
        and newer.received_at::date = older.waiting_on
        and newer.received_at > older.received_at
        and newer.received_at < older.left_at
        and newer.value_tier <> older.value_tier
        -- One was answered while both waited; else nothing shows who came first.
        and (newer.answered_at < older.left_at or older.answered_at <= newer.left_at)
group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
