{%- set dimensions = dividing_dimensions('complaints') -%}
with complaints as (

    select * from {{ ref('fct_complaints') }}
    where is_counted and (not is_closed or ended_on is not null)

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'backlog_open'

),

cuts as (

    select cut from ({{ periods_and_cuts() }}) as periods_and_cuts
    where {{ has_cut(dimensions) }}
    group by cut

),

comings_and_goings as (

    select
        *,
        business_date as changed_on,
        1 as change
    from complaints
    union all
    select
        *,
        ended_on as changed_on,
        -1 as change
    from complaints
    where ended_on is not null

),

members as (

    select
        figure_platforms.published_as as platform_id,
        cuts.cut,
        {{ cut_member('cuts.cut', dimensions) }} as member,
        comings_and_goings.changed_on,
        comings_and_goings.change
    from comings_and_goings
    inner join figure_platforms on comings_and_goings.platform_id = figure_platforms.platform_id
    cross join cuts

)

select
    platform_id,
    cut,
    member,
    changed_on,
    sum(change)::bigint as change
from members
where member is not null
group by platform_id, cut, member, changed_on
