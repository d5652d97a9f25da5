{%- set cell = ['platform_id', 'period_grain', 'period_start', 'cut', 'member'] -%}
with queue_pairs as (

    select * from {{ ref('queue_pairs') }}

),

figure_platforms as (

    select * from {{ ref('figure_platforms') }}
    where metric_id = 'queue_jump_index'

),

t_quantiles as (

    select * from {{ ref('t_quantiles') }}

),

periods_and_cuts as (

    {{ periods_and_cuts() }}

),

members as (

    {% for cut in queue_cuts() %}
    select
        platform_id,
        '{{ cut }}' as cut,
        {{ cut_member("'" ~ cut ~ "'", {'category': 'category'}) }} as member,
        value_tier,
        business_date,
        older_business_date,
        -- A newer one that met older ones of several dates is counted with one of them.
        row_number() over (
            partition by platform_id, complaint_id order by older_business_date
        ) = 1 as is_counted,
        pairs_{{ cut }} as pairs,
        jumps_{{ cut }} as jumps
    from queue_pairs
    where pairs_{{ cut }} > 0
    {{ "union all" if not loop.last }}
    {%- endfor %}

),

dates as (

    select
        figure_platforms.published_as as platform_id,
        periods_and_cuts.period_grain,
        {{ period_start('periods_and_cuts.period_grain', 'members.business_date') }} as period_start,
        members.cut,
        members.member,
        members.business_date as cluster,
        members.older_business_date as other_cluster,
        coalesce(sum(members.jumps) filter (where members.value_tier = 'high'), 0)
            as numerator,
        coalesce(sum(members.pairs) filter (where members.value_tier = 'high'), 0)
            as denominator,
        coalesce(sum(members.jumps) filter (where members.value_tier = 'low'), 0)
            as numerator_reference,
        coalesce(sum(members.pairs) filter (where members.value_tier = 'low'), 0)
            as denominator_reference,
        count(*) filter (where members.is_counted) as complaints
    from members
    inner join figure_platforms on members.platform_id = figure_platforms.platform_id
    inner join periods_and_cuts on members.cut = periods_and_cuts.cut
    where members.member is not null
    group by 1, 2, 3, 4, 5, 6, 7

),

gaps as (

    {{ jackknifed_pairs('dates', cell) }}

),

counts as (

    select
        {{ cell | join(', ') }},
        sum(complaints)::bigint as complaints
    from dates
    group by {{ cell | join(', ') }}

),

half_widths as (

    select
        gaps.*,
        counts.complaints,
        least(gaps.clusters, gaps.clusters_reference)
        >= {{ var('clusters_needed_for_an_interval') }}
        and gaps.standard_error is not null as has_interval,
        gaps.standard_error
        * {{ student_t_975('gaps.degrees_of_freedom', 't_quantiles.t_975') }} as half_width
    from gaps
    inner join counts on {{ same_row('gaps', 'counts', cell) }}
    left join t_quantiles on gaps.degrees_of_freedom = t_quantiles.degrees_of_freedom

)

select
    'queue_jump_index' as metric_id,
    {{ cell | join(',\n    ') }},
    null::double as numerator,
    null::double as denominator,
    gap as value,
    case when has_interval then gap - half_width end as ci_low,
    case when has_interval then gap + half_width end as ci_high,
    case when has_interval then 'cluster_t' else 'too_few_clusters' end as ci_method,
    complaints as n
from half_widths
