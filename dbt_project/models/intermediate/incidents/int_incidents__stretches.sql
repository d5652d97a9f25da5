with incidents as (

    select * from {{ ref('stg_raw__incidents') }}

),

regions_served as (

    select * from {{ ref('int_regions__served') }}

),

cut_off as (

    select * from {{ ref('stg_raw__cut_off') }}

),

-- What has not ended by the cut-off is still on at the cut-off itself.
touched as (

    select
        regions_served.platform_id,
        regions_served.region_id,
        incidents.severity,
        incidents.started_at,
        case
            when incidents.ended_at <= cut_off.as_of then incidents.ended_at
            else {{ add_seconds('cut_off.as_of', 1) }}
        end as ended_at
    from incidents
    cross join cut_off
    inner join regions_served
        on
            incidents.platform_id = regions_served.platform_id
            and coalesce(incidents.region_id, regions_served.region_id) = regions_served.region_id
    where incidents.started_at <= cut_off.as_of

),

turns as (

    select
        platform_id,
        region_id,
        severity,
        started_at as turned_at,
        1 as opened
    from touched
    union all
    select
        platform_id,
        region_id,
        severity,
        ended_at as turned_at,
        -1 as opened
    from touched

),

instants as (

    select
        platform_id,
        region_id,
        turned_at,
        sum(case when severity = 1 then opened else 0 end) as opened_1,
        sum(case when severity = 2 then opened else 0 end) as opened_2,
        sum(case when severity = 3 then opened else 0 end) as opened_3,
        sum(case when severity = 4 then opened else 0 end) as opened_4
    from turns
    group by 1, 2, 3

),

stretches as (

    select
        platform_id,
        region_id,
        turned_at as starts_at,
        lead(turned_at) over so_far as ends_at,
        sum(opened_1) over so_far as open_1,
        sum(opened_2) over so_far as open_2,
        sum(opened_3) over so_far as open_3,
        sum(opened_4) over so_far as open_4
    from instants
    window so_far as (partition by platform_id, region_id order by turned_at)

),

graded as (

    select
        platform_id,
        region_id,
        starts_at,
        ends_at,
        case
            when open_1 > 0 then 1
            when open_2 > 0 then 2
            when open_3 > 0 then 3
            when open_4 > 0 then 4
        end as severity
    from stretches

)

select * from graded
where severity is not null
